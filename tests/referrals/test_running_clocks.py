"""Clocks of referrals that came in by file, or were there before clocks ran."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from foundation.lifecycle import running
from foundation.lifecycle.models import RunningClock
from referrals import running_clocks
from referrals.clocks import ANSWER, DECISION, PLAN, RUNS_IN, SUPPORT_REVIEW, TAKING
from referrals.gate.clocks import JOINT_MEETING
from referrals.states import CLOSED, LIVE
from tests.factories.people import ReleaseFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db


def running_for(referral):
    return set(RunningClock.objects.of(referral).filter(stopped_at=None).values_list("clock", flat=True))


def test_each_state_gets_its_clocks_and_a_closed_one_none():
    made = {state: scene.a_referral(state) for state in (*LIVE, *CLOSED)}
    running.start(DECISION, made["declined"], team=made["declined"].team, url="/")
    running_clocks.catch_up()
    for state, referral in made.items():
        assert running_for(referral) == {clock.name for clock in RUNS_IN.get(state, ())}


def test_twice_changes_nothing():
    scene.a_referral("information_requested")
    assert running_clocks.catch_up() == 2
    before = list(RunningClock.objects.values())
    assert running_clocks.catch_up() == 0
    assert list(RunningClock.objects.values()) == before


def test_what_a_file_moved_on_drops_the_clocks_of_where_it_was():
    referral = scene.a_referral("started")
    running.start(TAKING, referral, team=referral.team, url="/")
    running_clocks.catch_up()
    assert running_for(referral) == {PLAN.name, SUPPORT_REVIEW.name}


def test_the_decision_counts_from_submission_and_stands_still_while_a_question_is_asked():
    submitted_at = timezone.now() - datetime.timedelta(days=20)
    referral = scene.a_referral("information_requested", submitted_at=submitted_at)
    running_clocks.catch_up()
    run = running.running(referral, DECISION)
    assert run.started_on == timezone.localdate(submitted_at)
    assert run.paused_on == timezone.localdate()
    assert running.running(referral, ANSWER).user == referral.referrer


def test_the_command_also_starts_the_clocks_through_the_gate(capsys):
    referral = scene.a_referral("accepted")
    ReleaseFactory(
        person=referral.person,
        released_on=None,
        expected_on=timezone.localdate() + datetime.timedelta(days=120),
    )
    call_command("start_clocks")
    assert running.running(referral, JOINT_MEETING).due_on == timezone.localdate() + datetime.timedelta(
        days=36
    )
    assert "1 referrals looked at" in capsys.readouterr().out
