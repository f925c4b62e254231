"""The events tell the state: after any walk of verbs, replaying the log gives the row."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import Refused
from referrals import actions as referrals
from referrals.models import Referral
from tests.factories.hubs import HubFactory
from tests.referrals import scene
from tests.referrals.test_machine import TABLE, do

pytestmark = pytest.mark.django_db
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*TABLE, "start"]), st.sampled_from(["referrer", "worker", "manager", "stranger"])
    ),
    max_size=8,
)
# Verbs weighted towards the way through, so that walks get further than the queue.
WAY = [("submit", "referrer"), ("take", "worker"), ("accept", "manager"), ("start", "worker")]


@pytest.fixture
def cast():
    hub = HubFactory()
    return {"referrer": scene.a_practitioner(), "worker": scene.a_worker(hub), "manager": scene.a_manager(hub),
            "stranger": scene.a_worker(HubFactory()), "hub": hub}  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    assert standing.decision == ("accepted" if "accept" in days else "declined" if "decline" in days else "")
    assert standing.decided_by == (
        days["accept"].by if "accept" in days else days["decline"].by if "decline" in days else None
    )
    assert standing.started_on == (days["start"].effective_on if "start" in days else None)


def test_the_test_can_fail():
    """Negative control: a state moved behind the log's back is noticed."""
    referral = scene.a_referral("submitted")
    referrals.take(referral, by=scene.a_worker(referral.hub))
    Referral.objects.filter(pk=referral.pk).update(
        state="accepted", decision="accepted", decided_at=timezone.now()
    )
    with pytest.raises(AssertionError):
        assert_replayed(referral)
