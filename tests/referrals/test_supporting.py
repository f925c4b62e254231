"""Waiting list, review, hold and resume, reconsideration: refusals first."""

import datetime

import pytest
from django.utils import timezone

from foundation.lifecycle import running
from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.transitions import NotReady, WrongState
from hubs.models import Place
from people.models import Consent
from referrals import actions as referrals
from referrals import history
from referrals.clocks import DECISION, HOLD_REVIEW, SUPPORT_REVIEW, WAITING_REVIEW
from referrals.models import Reasoning, Referral
from tests.factories.hubs import PlaceFactory
from tests.factories.lifecycle import ReasonFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today
WHY = "A place came free at another hub"


def in_days(count):
    return timezone.localdate() + datetime.timedelta(days=count)


@pytest.mark.parametrize(
    ("because", "expected_on", "missing"),
    [
        ("", None, ["why it waits", "the day a place is expected"]),
        ("TBC", 30, ["why it waits"]),
        ("Full", 0, ["a day to come on which a place is expected"]),
        ("Full", -1, ["a day to come on which a place is expected"]),
    ],
)
def test_waiting_needs_why_and_a_day_to_come(hub, worker, because, expected_on, missing):
    referral = scene.a_referral("in_review", hub=hub)
    day = in_days(expected_on) if expected_on is not None else None
    with pytest.raises(NotReady) as refusal:
        referrals.wait_list(referral, by=worker, because=because, expected_on=day)
    assert refusal.value.missing == missing


def test_waiting_stops_the_decision_clock_and_starts_the_review_clock(hub, worker):
    referral = scene.a_referral("in_review", hub=hub)
    running.start(DECISION, referral, team=hub.team, url="/")
    referrals.wait_list(referral, by=worker, because="No place before spring", expected_on=in_days(30))
    assert referral.waiting_at
    assert running.running(referral, DECISION) is None
    assert running.running(referral, WAITING_REVIEW).due_on == WAITING_REVIEW.due_on(timezone.localdate())


def test_nobody_is_accepted_whose_consent_is_withdrawn(hub, worker):
    referral = scene.a_referral("waiting", hub=hub)
    Consent.objects.filter(person=referral.person).update(withdrawn_on=timezone.localdate())
    with pytest.raises(NotReady, match="live consent"):
        referrals.accept(referral, by=worker, key_worker=worker)
    assert not Place.objects.exists()


def test_a_review_says_something(hub, worker):
    with pytest.raises(NotReady, match="what was reviewed"):
        referrals.review(scene.a_referral("waiting", hub=hub), by=worker, said="n/a")


@pytest.mark.parametrize(
    ("state", "clock"), [("waiting", WAITING_REVIEW), ("on_hold", HOLD_REVIEW), ("started", SUPPORT_REVIEW)]
)
def test_a_review_changes_no_state_and_restarts_its_clock(hub, worker, state, clock, time_machine):
    time_machine.move_to("2026-06-01 09:00")
    referral = scene.a_referral(state, hub=hub)
    running.start(clock, referral, team=hub.team, url="/")
    time_machine.move_to("2026-06-08 09:00")
    review = referrals.review(referral, by=worker, said="She still wants to come")
    assert (Referral.objects.get(pk=referral.pk).state, review.state) == (state, state)
    assert running.running(referral, clock).due_on == clock.due_on(datetime.date(2026, 6, 8))
    assert RunningClock.objects.of(referral).filter(clock=clock.name, outcome="met").count() == 1


def test_a_reason_that_asks_for_words_gets_them(hub, worker):
    other = ReasonFactory(list="hold", group="other", reason="Other", text_required=True)
    referral = scene.a_referral("started", hub=hub)
    with pytest.raises(NotReady, match="words on “Other”"):
        referrals.hold(referral, by=worker, reason=other)
    with pytest.raises(NotReady, match="a reason"):
        referrals.hold(referral, by=worker, reason=scene.a_reason())
    assert (
        referrals.hold(referral, by=worker, reason=other, explanation="Sentenced to a curfew").state
        == "on_hold"
    )


@pytest.mark.parametrize("state", ["waiting", "accepted", "started"])
def test_hold_keeps_the_place_and_resume_returns_to_where_it_was(hub, worker, state):
    referral = scene.a_referral(state, hub=hub)
    PlaceFactory(person=referral.person, hub=hub)
    referrals.hold(referral, by=worker, reason=ReasonFactory(list="hold", reason="Illness or treatment"))
    assert (referral.held_from, str(referral.reason)) == (state, "Illness or treatment")
    assert Place.objects.open().get(person=referral.person).held_since == timezone.localdate()
    referrals.resume(referral, by=worker, because="She is well again")
    assert (referral.state, referral.held_from, referral.reason) == (state, "", None)
    assert Place.objects.open().get(person=referral.person).held_since is None


def test_why_is_kept_in_words_shown_in_the_history_and_never_in_the_log(hub, worker):
    referral = scene.a_referral("started", hub=hub)
    illness = ReasonFactory(list="hold", reason="Illness or treatment")
    referrals.hold(referral, by=worker, reason=illness, explanation="Canary: in hospital")
    referrals.resume(referral, by=worker, because="Canary: she is well again")
    lines = [each["line"] for each in history.happened(referral)]
    assert lines == ["Canary: she is well again", "Illness or treatment: Canary: in hospital"]
    assert "Canary" not in str(list(Event.objects.values_list("facts", "reason")))


def test_a_refused_verb_leaves_no_words_behind(hub, worker):
    with pytest.raises(NotReady):
        referrals.resume(scene.a_referral("on_hold", hub=hub), by=worker, because="tbc")
    assert not Reasoning.objects.exists()


def test_nobody_waits_whose_consent_is_withdrawn(hub, worker):
    referral = scene.a_referral("in_review", hub=hub)
    Consent.objects.filter(person=referral.person).update(withdrawn_on=timezone.localdate())
    with pytest.raises(NotReady, match="live consent"):
        referrals.wait_list(referral, by=worker, because="No place before spring", expected_on=in_days(30))


class TestReconsidering:
    """A refusal is looked at again once."""

    @pytest.fixture
    def manager(self, hub):
        return scene.a_manager(hub)

    @pytest.fixture
    def declined(self, draft, referrer, worker, time_machine):
        time_machine.move_to("2026-06-01 09:00")
        referrals.submit(draft, by=referrer)
        time_machine.move_to("2026-06-02 09:00")
        return referrals.decline(
            draft, by=worker, reason=scene.a_reason(), explanation="Full", signposting="Another hub"
        )

    def test_after_twenty_working_days_it_is_too_late(self, declined, manager, time_machine):
        time_machine.move_to("2026-07-01 09:00")
        with pytest.raises(WrongState, match="until 30 June 2026"):
            referrals.reconsider(declined, by=manager, because=WHY)

    def test_twice_is_once_too_often(self, declined, manager):
        referrals.reconsider(declined, by=manager, because=WHY)
        referrals.decline(
            declined, by=manager, reason=scene.a_reason(), explanation="Full", signposting="Another"
        )
        with pytest.raises(WrongState, match="reconsidered already"):
            referrals.reconsider(declined, by=manager, because=WHY)

    def test_while_another_referral_to_the_hub_is_open_it_is_refused(self, declined, manager, hub):
        scene.a_referral("submitted", hub=hub, person=declined.person)
        with pytest.raises(WrongState, match="another open referral to Chatham"):
            referrals.reconsider(declined, by=manager, because=WHY)

    def test_without_live_consent_it_is_refused(self, declined, manager):
        Consent.objects.filter(person=declined.person).delete()
        with pytest.raises(NotReady, match="live consent"):
            referrals.reconsider(declined, by=manager, because=WHY)

    def test_a_new_clock_starts_and_the_first_decision_is_kept(self, declined, manager, hub, time_machine):
        first_decided, first_due = declined.decided_at, declined.decision_due_on
        time_machine.move_to("2026-06-15 09:00")
        referrals.reconsider(declined, by=manager, because=WHY)
        assert (declined.state, declined.decision, declined.decided_at) == ("in_review", "", None)
        assert (declined.first_decided_at, declined.first_due_on) == (first_decided, first_due)
        assert declined.decision_due_on == datetime.date(2026, 6, 22)
        assert running.running(declined, DECISION).due_on == datetime.date(2026, 6, 22)
        assert declined.person.involvements.filter(team=hub.team, until=None).exists()
        referrals.accept(declined, by=manager, key_worker=manager)
        assert (declined.state, declined.reason, declined.explanation) == ("accepted", None, "")
