"""Clocks that run: refusals first, then a bank-holiday weekend and both nights on which the clocks change."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from foundation.lifecycle import running
from foundation.lifecycle.clocks import Clock, Unit
from foundation.lifecycle.models import RunningClock
from tests.factories.accounts import TeamFactory
from tests.factories.lifecycle import ReasonFactory, RunningClockFactory

pytestmark = pytest.mark.django_db

FIVE = Clock("five", "Do it", "now", "done", 5, "somebody")
FORTNIGHT = Clock("fortnight", "Do it in a fortnight", "now", "done", 14, "somebody", unit=Unit.DAY)
DAY = datetime.date


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def thing():
    return ReasonFactory()


def begin(clock, thing, team, on):
    return running.start(clock, thing, team=team, on=on, url="/", reference="R-1")


def test_a_clock_that_falls_to_nobody_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        RunningClockFactory(team=None, user=None)


def test_a_second_run_of_the_same_clock_is_refused_by_the_database():
    first = RunningClockFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        RunningClockFactory(clock=first.clock, subject_id=first.subject_id)


def test_starting_twice_leaves_the_first_run(thing, team):
    first = begin(FIVE, thing, team, DAY(2026, 11, 2))
    assert begin(FIVE, thing, team, DAY(2026, 11, 9)) == first


def test_nothing_is_moved_paused_or_resumed_where_no_clock_runs(thing):
    assert running.pause(thing, FIVE) is None
    assert running.resume(thing, FIVE) is None
    assert running.move(thing, FIVE, due_on=DAY(2026, 11, 2), because="No") is None
    assert running.stop(thing) == 0


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (DAY(2026, 4, 1), DAY(2026, 4, 10)),  # Good Friday and Easter Monday lie between
        (DAY(2026, 12, 23), DAY(2027, 1, 4)),  # Christmas, the substitute day of Boxing Day, New Year
        (DAY(2026, 3, 27), DAY(2026, 4, 7)),  # the night of 29 March, and Easter
        (DAY(2026, 10, 23), DAY(2026, 10, 30)),  # the night of 25 October
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(thing, team, start, due):
    assert begin(FIVE, thing, team, start).due_on == due


def test_a_pause_puts_the_due_date_off_by_the_working_days_it_lasted(thing, team, time_machine):
    time_machine.move_to("2026-11-02 09:00")
    begin(FIVE, thing, team, DAY(2026, 11, 2))
    time_machine.move_to("2026-11-04 09:00")
    assert running.pause(thing, FIVE).paused_on == DAY(2026, 11, 4)
    assert not RunningClock.objects.due_by(DAY(2027, 1, 1)).exists()
    time_machine.move_to("2026-11-10 09:00")
    assert running.resume(thing, FIVE).due_on == DAY(2026, 11, 13)


def test_a_clock_overdue_when_paused_is_as_overdue_when_it_goes_on(thing, team, time_machine):
    time_machine.move_to("2026-11-12 09:00")
    begin(FIVE, thing, team, DAY(2026, 11, 2))
    running.pause(thing, FIVE)
    time_machine.move_to("2026-11-13 09:00")
    assert running.resume(thing, FIVE).due_on == DAY(2026, 11, 10)


def test_calendar_days_count_every_day_of_a_pause(thing, team, time_machine):
    time_machine.move_to("2026-11-06 09:00")
    begin(FORTNIGHT, thing, team, DAY(2026, 11, 2))
    running.pause(thing, FORTNIGHT)
    time_machine.move_to("2026-11-09 09:00")
    assert running.resume(thing, FORTNIGHT).due_on == DAY(2026, 11, 19)


def test_moving_keeps_the_former_due_date_and_why(thing, team):
    first = begin(FIVE, thing, team, DAY(2026, 11, 2))
    moved = running.move(thing, FIVE, due_on=DAY(2026, 12, 1), because="The release moved")
    assert (moved.due_on, moved.former_due_on, moved.moved_because) == (
        DAY(2026, 12, 1), DAY(2026, 11, 9), "The release moved",
    )  # fmt: skip
    kept = RunningClock.objects.get(pk=first.pk)
    assert (kept.outcome, kept.due_on) == ("moved", DAY(2026, 11, 9))
    assert running.running(thing, FIVE) == moved


def test_moving_to_the_same_day_changes_nothing(thing, team):
    first = begin(FIVE, thing, team, DAY(2026, 11, 2))
    assert running.move(thing, FIVE, due_on=first.due_on, because="Nothing").pk == first.pk


def test_what_is_stopped_is_due_no_more_and_says_how(thing, team):
    begin(FIVE, thing, team, DAY(2026, 11, 2))
    begin(FORTNIGHT, thing, team, DAY(2026, 11, 2))
    assert running.stop(thing, FIVE) == 1
    assert running.stop(thing, met=False) == 1
    assert [run.outcome for run in RunningClock.objects.of(thing).order_by("id")] == ["met", "dropped"]
    assert not RunningClock.objects.due_by(DAY(2027, 1, 1)).exists()
