"""The events tell the state: after any walk of verbs, replaying the log gives the row."""

import os

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.transitions import Refused
from referrals import actions as referrals
from referrals.clocks import BY_STATE, RUNS_IN
from referrals.models import Referral
from tests.factories.hubs import HubFactory
from tests.referrals import scene
from tests.referrals.test_machine import TABLE, do

pytestmark = pytest.mark.django_db
STEPS = st.lists(
    st.tuples(
        st.sampled_from([verb for verb in TABLE if verb != "transfer"]),
        st.sampled_from(["referrer", "worker", "manager", "stranger"]),
    ),
    max_size=12,
)
# Verbs weighted towards the way through, so that walks get further than the queue.
WAY = [("submit", "referrer"), ("take", "worker"), ("accept", "manager"), ("start", "worker")]
WALKS = int(os.environ.get("THROUGHGATE_WALKS", "100"))  # `make test-walks` takes 1,000


@pytest.fixture
def cast():
    hub = HubFactory()
    return {"referrer": scene.a_practitioner(), "worker": scene.a_worker(hub), "manager": scene.a_manager(hub),
            "stranger": scene.a_worker(HubFactory()), "hub": hub}  # fmt: skip


@settings(max_examples=WALKS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(begun=st.integers(0, len(WAY)), steps=STEPS)
def test_replaying_the_events_gives_the_state_after_any_walk(cast, begun, steps):
    with transaction.atomic():
        draft = a_new_draft(cast["referrer"], cast["hub"])
        for verb, who in WAY[:begun] + steps:
            walk(draft.pk, verb, cast[who], cast["worker"])
        assert_replayed(draft)
        transaction.set_rollback(True)


def a_new_draft(referrer, hub):
    draft = referrals.begin_draft(scene.a_full_person_held_by(referrer), by=referrer)
    needs = {"employment": ("Work", "")}
    return referrals.fill(
        draft, by=referrer, version=0, hub=hub, source=scene.ReferralSourceFactory(), needs=needs
    )


def walk(pk, verb, user, key_worker):
    """One step; a refusal leaves neither a row nor an event."""
    referral = Referral.objects.filter(pk=pk).first()
    if referral is None:
        return
    before = Referral.objects.values_list("state", "version").get(pk=pk), Event.objects.count()
    try:
        do(verb, referral, user, key_worker)
    except (Refused, NotYou):
        assert (Referral.objects.values_list("state", "version").get(pk=pk), Event.objects.count()) == before


def assert_replayed(draft):
    state, days = "", {}
    for event in events.of(draft):
        assert event.from_state in ("", state)
        state = event.to_state
        days[event.what] = event
    standing = Referral.objects.filter(pk=draft.pk).first()
    assert state == (standing.state if standing else "removed")
    if standing is None:
        return
    assert bool(standing.submitted_at) == ("submit" in days)
    assert bool(standing.reconsidered_at) == ("reconsider" in days)
    decided = max(
        (days[what] for what in ("accept", "decline", "reconsider") if what in days), key=by_id, default=None
    )
    words = {"accept": "accepted", "decline": "declined"}
    assert standing.decision == (words.get(decided.what, "") if decided else "")
    assert standing.decided_by == (decided.by if standing.decision else None)
    assert standing.started_on == (days["start"].effective_on if "start" in days else None)
    assert_clocks_fit(standing)


def by_id(event):
    return event.pk


def assert_clocks_fit(referral):
    """The clocks that run are those of its state, no more and no fewer; nothing due stands without its referral."""
    named = {clock.name for clock in BY_STATE}
    running = RunningClock.objects.of(referral).filter(stopped_at=None, clock__in=named)
    wanted = {clock.name for clock in RUNS_IN.get(referral.state, ())}
    assert set(running.values_list("clock", flat=True)) == wanted
    paused = running.exclude(paused_on=None).values_list("clock", flat=True)
    assert list(paused) == (["referral_decision"] if referral.state == "information_requested" else [])


def test_the_test_can_fail():
    """Negative control: a state moved behind the log's back is noticed."""
    referral = scene.a_referral("submitted")
    referrals.take(referral, by=scene.a_worker(referral.hub))
    Referral.objects.filter(pk=referral.pk).update(
        state="accepted", decision="accepted", decided_at=timezone.now()
    )
    with pytest.raises(AssertionError):
        assert_replayed(referral)
