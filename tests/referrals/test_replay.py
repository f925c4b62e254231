"""The events tell the state: after any walk of verbs, replaying the log gives the row."""

import datetime
import os

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.accounts.access import NotYou
from foundation.lifecycle import events, running
from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.transitions import Refused
from people import actions as people
from people.actions.moving import hand_to
from people.models import ConsentText
from referrals import actions as referrals
from referrals.clocks import BY_STATE, CONSENT_GONE, RUNS_IN, WITH_REFERRER_STATES
from referrals.models import Referral, Transfer
from referrals.states import LIVE
from tests.factories.hubs import HubFactory
from tests.factories.people import ConsentTextFactory, ReleaseFactory
from tests.referrals import scene
from tests.referrals.test_machine import TABLE, do

pytestmark = pytest.mark.django_db
# What happens besides the verbs of a referral: another hub is asked, and what is recorded of the person below.
BESIDES = ("ask another hub", "move the caseload", "withdraw consent", "give consent", "recall", "die")
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*TABLE, *BESIDES]),
        st.sampled_from(["referrer", "successor", "worker", "manager", "manager elsewhere"]),
    ),
    max_size=12,
)
# Verbs weighted towards the way through, so that walks get further than the queue.
WAY = [("submit", "referrer"), ("take", "worker"), ("accept", "manager"), ("start", "worker")]
WALKS = int(os.environ.get("THROUGHGATE_WALKS", "40"))  # `make test-walks` takes 1,000


@pytest.fixture
def cast():
    hub, elsewhere = HubFactory(places=60), HubFactory(places=60)
    ConsentTextFactory()
    return {"referrer": scene.a_practitioner(), "successor": scene.a_practitioner(), "worker": scene.a_worker(hub),
            "manager": scene.a_manager(hub), "manager elsewhere": scene.a_manager(elsewhere), "hub": hub,
            "elsewhere": elsewhere}  # fmt: skip


@settings(max_examples=WALKS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(begun=st.integers(0, len(WAY)), steps=STEPS)
def test_replaying_the_events_gives_the_state_after_any_walk(cast, begun, steps):
    with transaction.atomic():
        draft = a_new_draft(cast["referrer"], cast["hub"])
        for verb, who in WAY[:begun] + steps:
            walk(draft.pk, verb, who, cast)
        assert_replayed(draft)
        transaction.set_rollback(True)


def a_new_draft(referrer, hub):
    draft = referrals.begin_draft(scene.a_full_person_held_by(referrer), by=referrer)
    needs = {"employment": ("Work", "")}
    return referrals.fill(
        draft, by=referrer, version=0, hub=hub, source=scene.ReferralSourceFactory(), needs=needs
    )


def walk(pk, verb, who, cast):
    """One step; a refusal leaves neither a row nor an event."""
    referral = Referral.objects.filter(pk=pk).first()
    if referral is None or (verb == "transfer" and not Transfer.objects.standing().exists()):
        return
    before = Referral.objects.values_list("state", "version").get(pk=pk), Event.objects.count()
    try:
        if verb in BESIDES:
            happens(verb, referral, who, cast)
        else:
            do(verb, referral, cast[who], cast["worker"])
    except (Refused, NotYou):
        assert (Referral.objects.values_list("state", "version").get(pk=pk), Event.objects.count()) == before


def happens(what, referral, who, cast):
    """What is done by others than the two sides of the referral, or by one of them besides its verbs."""
    person, today = referral.person, timezone.localdate()
    if what == "ask another hub":
        to_hub = cast["hub"] if referral.hub == cast["elsewhere"] else cast["elsewhere"]
        referrals.request_transfer(referral, by=cast[who], to_hub=to_hub, reason="She moved to Dover")
    elif what == "move the caseload":
        to = cast["successor" if who == "successor" else "referrer"]
        hand_to(person, by=None, team=scene.team_of(to), practitioner=to, reason="Moved")
    elif what == "withdraw consent" and (consent := person.consents.live().first()):
        people.withdraw_consent(consent, by=None, withdrawn_on=today)
    elif what == "give consent":
        people.record_consent(
            person, by=None, given_on=today, how="in_person", text=ConsentText.objects.get()
        )
    elif what == "recall":
        released_on = today - datetime.timedelta(days=person.releases.count())
        release = ReleaseFactory(person=person, released_on=released_on)
        people.change_release(release, by=None, reason="Recalled to custody", recalled_on=today)
    elif what == "die":
        people.record_death(person, by=cast[who], died_on=today, source="The hospital")


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
    assert {name: getattr(standing, name) for name in ("held_from", "hub_id", "key_worker_id")} == {
        "held_from": held_from(draft), "hub_id": hub_of(draft), "key_worker_id": key_worker_of(draft),
    }  # fmt: skip
    assert str(standing.decision_due_on) == str(decision_due_on(draft))
    assert_clocks_fit(standing)


def held_from(draft):
    """Where the last hold began, until something ends it."""
    found = ""
    for event in events.of(draft):
        if event.what == "hold":
            found = event.from_state
        elif event.what in ("resume", "end_early", "withdraw", "void"):
            found = ""
    return found


def hub_of(draft):
    """The hub it was drafted for, until another one took it over."""
    moves = [event.facts["to_hub"] for event in events.of(draft) if event.what == "transfer"]
    return moves[-1] if moves else draft.hub_id


def key_worker_of(draft):
    """Whoever the last acceptance or transfer named."""
    named = [event.facts["key_worker"] for event in events.of(draft) if event.what in ("accept", "transfer")]
    return named[-1] if named else None


def decision_due_on(draft):
    """Set by a submission, an answer and a reconsideration; none while the clock stands still."""
    due_on = None
    for event in events.of(draft):
        if event.what in ("submit", "provide_information", "reconsider"):
            due_on = event.facts["due_on"]
        elif event.what == "request_information":
            due_on = None
        elif event.what == "decline":
            due_on = due_on or event.facts["due_on"]
    return due_on


def by_id(event):
    return event.pk


def assert_clocks_fit(referral):
    """The clocks that run are those of its state, no more and no fewer; nothing due stands without its referral."""
    named = {clock.name for clock in BY_STATE}
    runs = RunningClock.objects.of(referral).filter(stopped_at=None, clock__in=named)
    wanted = {clock.name for clock in RUNS_IN.get(referral.state, ())}
    assert set(runs.values_list("clock", flat=True)) == wanted
    paused = runs.exclude(paused_on=None).values_list("clock", flat=True)
    assert list(paused) == (["referral_decision"] if referral.state == "information_requested" else [])
    if gone := running.running(referral, CONSENT_GONE):
        owner = referral.team if referral.state in WITH_REFERRER_STATES else referral.hub.team
        assert (gone.team, referral.state in LIVE) == (owner, True)


@pytest.mark.parametrize(
    "changed", [{"held_from": "waiting"}, {"key_worker": None}, {"decision_due_on": None}, "hub"]
)
def test_a_field_changed_behind_the_logs_back_is_noticed(cast, changed):
    draft = a_new_draft(cast["referrer"], cast["hub"])
    for verb, who in [
        *WAY,
        ("hold", "worker"),
        ("ask another hub", "manager"),
        ("transfer", "manager elsewhere"),
    ]:
        walk(draft.pk, verb, who, cast)
    assert_replayed(draft)
    assert Referral.objects.get(pk=draft.pk).hub == cast["elsewhere"]
    changed = {"hub": cast["hub"]} if changed == "hub" else changed
    Referral.objects.filter(pk=draft.pk).update(**changed)
    with pytest.raises(AssertionError):
        assert_replayed(draft)


def test_the_test_can_fail():
    """Negative control: a state moved behind the log's back is noticed."""
    referral = scene.a_referral("submitted")
    referrals.take(referral, by=scene.a_worker(referral.hub))
    Referral.objects.filter(pk=referral.pk).update(
        state="accepted", decision="accepted", decided_at=timezone.now()
    )
    with pytest.raises(AssertionError):
        assert_replayed(referral)
