"""Clocks of the way through the gate follow the release, and keep what they were (domain: Referral table, accepted)."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from foundation.lifecycle import reactions
from foundation.lifecycle.models import RunningClock
from people import causes
from referrals.actions import through_the_gate as actions
from referrals.gate import clocks as gate_clocks
from tests.factories.people import ReleaseFactory
from tests.factories.referrals import HubContactFactory, JointMeetingFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 1)  # a Monday
EVERYBODY = {"prison_side": True, "hub_side": True, "person_side": True}
NOBODY_ABSENT = dict.fromkeys(EVERYBODY, "")


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def accepted(referrer, hub, worker):
    return scene.a_referral("accepted", hub=hub, referrer=referrer, key_worker=worker)


def expects(referral, day):
    return ReleaseFactory(person=referral.person, released_on=None, expected_on=day)


def moved(release, day, reason="Sentence recalculated"):
    former, release.expected_on = release.expected_on, day
    release.save()
    reactions.happened(causes.RELEASE_PLANNED, by=None, release=release, former_on=former, reason=reason)


def out(release, day):
    release.released_on = day
    release.save()
    reactions.happened(causes.RELEASED, by=None, release=release)


def runs(referral):
    return {run.clock: run.due_on for run in RunningClock.objects.of(referral).running()}


def the_run(referral, clock):
    return RunningClock.objects.of(referral).running().get(clock=clock.name)


@pytest.mark.parametrize("state", ["submitted", "waiting", "declined", "completed"])
def test_no_clock_runs_for_a_referral_that_is_not_on_its_way(state, referrer, hub):
    referral = scene.a_referral(state, hub=hub, referrer=referrer)
    expects(referral, datetime.date(2026, 12, 1))
    gate_clocks.settle(referral)
    assert runs(referral) == {}


def test_the_meeting_is_due_12_weeks_before_release(accepted, hub, worker):
    expects(accepted, datetime.date(2026, 12, 1))
    gate_clocks.settle(accepted)
    assert runs(accepted) == {"gate_joint_meeting": datetime.date(2026, 9, 8)}
    run = the_run(accepted, gate_clocks.JOINT_MEETING)
    assert (run.team, run.user, run.reference) == (hub.team, worker, accepted.reference)


def test_a_release_that_is_near_makes_the_meeting_due_at_once(accepted):
    expects(accepted, datetime.date(2026, 6, 20))
    gate_clocks.settle(accepted)
    assert runs(accepted) == {"gate_joint_meeting": TODAY}


def test_first_contact_is_due_2_working_days_after_acceptance_of_somebody_outside(accepted):
    gate_clocks.settle(accepted)
    assert runs(accepted) == {"gate_first_contact": datetime.date(2026, 6, 3)}


def test_a_moved_release_moves_the_meeting_and_keeps_the_former_day_and_why(accepted):
    release = expects(accepted, datetime.date(2026, 12, 1))
    gate_clocks.settle(accepted)
    moved(release, datetime.date(2026, 12, 15))
    run = the_run(accepted, gate_clocks.JOINT_MEETING)
    assert (run.due_on, run.former_due_on) == (datetime.date(2026, 9, 22), datetime.date(2026, 9, 8))
    assert run.moved_because == "Release moved from 1 December 2026: Sentence recalculated"


def test_a_release_that_comes_nearer_leaves_an_overdue_meeting_overdue(accepted):
    release = expects(accepted, datetime.date(2026, 8, 24))
    gate_clocks.settle(accepted)
    with time_machine.travel(datetime.datetime(2026, 6, 10, 9, tzinfo=datetime.UTC)):
        moved(release, datetime.date(2026, 7, 20))
    assert runs(accepted) == {"gate_joint_meeting": TODAY}


def test_a_release_recorded_after_acceptance_starts_the_meeting_in_place_of_the_contact(accepted):
    gate_clocks.settle(accepted)
    release = expects(accepted, datetime.date(2026, 12, 1))
    reactions.happened(causes.RELEASE_PLANNED, by=None, release=release, former_on=None, reason="")
    assert set(runs(accepted)) == {"gate_joint_meeting"}


def test_release_ends_the_meeting_and_starts_first_contact_over_a_weekend(accepted):
    release = expects(accepted, datetime.date(2026, 6, 5))
    gate_clocks.settle(accepted)
    with time_machine.travel(datetime.datetime(2026, 6, 5, 15, tzinfo=datetime.UTC)):
        out(release, datetime.date(2026, 6, 5))
    assert runs(accepted) == {"gate_first_contact": datetime.date(2026, 6, 9)}
    assert RunningClock.objects.get(clock="gate_joint_meeting").outcome == RunningClock.Outcome.DROPPED


def test_a_release_learnt_of_late_is_overdue_at_once(accepted):
    release = expects(accepted, datetime.date(2026, 6, 2))
    with time_machine.travel(datetime.datetime(2026, 6, 22, 9, tzinfo=datetime.UTC)):
        out(release, datetime.date(2026, 6, 2))
    assert runs(accepted) == {"gate_first_contact": datetime.date(2026, 6, 4)}


def test_recall_ends_first_contact_and_a_new_date_asks_for_a_new_meeting(accepted):
    release = expects(accepted, TODAY)
    JointMeetingFactory(referral=accepted, held_on=datetime.date(2026, 5, 30))
    out(release, TODAY)
    with time_machine.travel(datetime.datetime(2026, 6, 8, 9, tzinfo=datetime.UTC)):
        release.recalled_on = datetime.date(2026, 6, 8)
        release.save()
        reactions.happened(causes.RECALLED, by=None, release=release)
        assert "gate_first_contact" not in runs(accepted)
        again = expects(accepted, datetime.date(2027, 1, 4))
        reactions.happened(causes.RELEASE_PLANNED, by=None, release=again, former_on=None, reason="")
    assert runs(accepted)["gate_joint_meeting"] == datetime.date(2026, 10, 12)


def test_a_meeting_of_both_sides_meets_the_clock_and_one_without_the_prison_does_not(accepted, worker):
    expects(accepted, datetime.date(2026, 12, 1))
    gate_clocks.settle(accepted)
    usual = {"by": worker, "held_on": TODAY, "how": "video"}
    actions.record_meeting(accepted, sides=EVERYBODY | {"prison_side": False},
                           why_not=NOBODY_ABSENT | {"prison_side": "Lockdown"}, **usual)  # fmt: skip
    assert runs(accepted)
    actions.record_meeting(accepted, sides=EVERYBODY, why_not=NOBODY_ABSENT, **usual)
    assert runs(accepted) == {}
    assert RunningClock.objects.get().outcome == RunningClock.Outcome.MET


def test_a_meeting_that_is_not_needed_is_not_due(accepted, worker):
    expects(accepted, datetime.date(2026, 12, 1))
    gate_clocks.settle(accepted)
    actions.tick_item(
        accepted, by=worker, item="joint_meeting", answer="not_needed", why="Known to the hub for years"
    )
    assert runs(accepted) == {}


def test_contact_meets_its_clock(accepted, worker):
    gate_clocks.settle(accepted)
    actions.record_contact(accepted, by=worker, made_on=timezone.localdate(), how="phone")
    assert runs(accepted) == {}
    assert RunningClock.objects.get().outcome == RunningClock.Outcome.MET


def test_settling_twice_changes_nothing(accepted):
    expects(accepted, datetime.date(2026, 12, 1))
    gate_clocks.settle(accepted)
    before = list(RunningClock.objects.values())
    with time_machine.travel(datetime.datetime(2026, 9, 20, 9, tzinfo=datetime.UTC)):
        gate_clocks.settle(accepted)
    assert list(RunningClock.objects.values()) == before


def test_a_clock_falls_to_whoever_has_the_referral_now(accepted, hub):
    gate_clocks.settle(accepted)
    another = scene.a_worker(hub)
    accepted.key_worker = another
    accepted.save()
    gate_clocks.settle(accepted)
    assert the_run(accepted, gate_clocks.FIRST_CONTACT).user == another


def test_a_contact_before_the_release_is_no_contact_after_it(accepted):
    ReleaseFactory(person=accepted.person, released_on=TODAY)
    HubContactFactory(referral=accepted, made_on=datetime.date(2026, 5, 29))
    gate_clocks.settle(accepted)
    assert runs(accepted) == {"gate_first_contact": datetime.date(2026, 6, 3)}
