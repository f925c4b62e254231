"""Opening the returns of a quarter: for whom, with what, and that twice changes nothing."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from structlog.testing import capture_logs

from foundation.lifecycle.models import Event, RunningClock
from outcomes.periods import financial_year, quarter
from partnership.models import Partner, Plan, Return
from partnership.returns import opening
from partnership.returns.opening import open_returns
from tests.factories.partnership import (
    MeasureFactory,
    PartnerFactory,
    PlanFactory,
    PriorityFactory,
    adopt_anew,
)

pytestmark = pytest.mark.django_db

FIRST_QUARTER = quarter(2025, 1)
IN_TIME = datetime.date(2025, 5, 15)  # 20 working days after 14 April, over Easter and a bank holiday


def periods_of(partner):
    return list(partner.returns.values_list("period", flat=True))


# --- nothing is opened


@pytest.mark.parametrize("period", [quarter(2025, 2), financial_year(2024)])
def test_of_a_quarter_that_is_not_over_or_of_a_year(scene, period):
    with pytest.raises(ValueError, match="is not"):
        open_returns(period)


@pytest.mark.parametrize("state", ["drafted", "abandoned"])
def test_of_a_plan_that_is_not_adopted(scene, state):
    Plan.objects.filter(pk=scene.plan.pk).update(state=state)
    assert open_returns(FIRST_QUARTER).returns == 0


def test_of_a_plan_of_other_days(scene):
    Plan.objects.filter(pk=scene.plan.pk).update(begins_on=datetime.date(2025, 4, 1))
    adopt_anew(scene.plan)
    assert open_returns(FIRST_QUARTER).returns == 0


@pytest.mark.parametrize(
    "days",
    [{"joined_on": datetime.date(2025, 4, 1)}, {"left_on": datetime.date(2025, 1, 1)}],
    ids=["joined after", "left before"],
)
def test_for_a_partner_that_was_not_in_it(scene, days):
    Partner.objects.filter(pk=scene.partner.pk).update(**days)
    assert open_returns(FIRST_QUARTER).returns == 0


def test_for_a_partner_that_owns_nothing(scene):
    idle = PartnerFactory(partnership=scene.partnership)
    open_returns(FIRST_QUARTER)
    assert periods_of(idle) == []


# --- what is opened


def test_each_owner_has_one_return_with_a_line_for_each_of_its_measures(scene):
    MeasureFactory(priority=scene.measures[0].priority, owner=scene.partner)
    other = MeasureFactory(priority=scene.measures[0].priority)
    adopt_anew(scene.plan)
    assert open_returns(FIRST_QUARTER).returns == 2
    quarterly = scene.partner.returns.get()
    assert (quarterly.period, quarterly.state, quarterly.plan) == ("2025-Q1", "open", scene.plan)
    assert quarterly.lines.count() == 2
    assert other.owner.returns.get().lines.get().measure == other


def test_the_partner_has_twenty_working_days_and_its_users_are_told(scene):
    open_returns(FIRST_QUARTER)
    quarterly = Return.objects.get()
    run = RunningClock.objects.get()
    assert (run.clock, run.team, run.told_team) == (
        "partner_return", scene.partner.team, scene.partnership.team
    )  # fmt: skip
    assert run.due_on == quarterly.due_on == IN_TIME
    told = [name for name, user in scene.users.items() if user.notices.exists()]
    assert told == ["writer", "colleague"]
    assert "Submit it by 15 May 2025" in scene.users["writer"].notices.get().text


def test_twice_changes_nothing(scene):
    open_returns(FIRST_QUARTER)
    before = (Return.objects.get().version, Event.objects.count(), RunningClock.objects.count())
    again = open_returns(FIRST_QUARTER)
    assert (again.returns, again.added, again.removed) == (0, 0, 0)
    assert (Return.objects.get().version, Event.objects.count(), RunningClock.objects.count()) == before
    assert scene.users["writer"].notices.count() == 1


def test_a_partner_without_a_team_gets_its_return_and_no_clock(scene):
    Partner.objects.filter(pk=scene.partner.pk).update(team=None)
    assert open_returns(FIRST_QUARTER).absent == [str(scene.partner)]
    assert periods_of(scene.partner) == ["2025-Q1"]
    assert not RunningClock.objects.exists()


def test_a_partner_that_has_a_team_since_has_its_clock_from_the_next_night(scene):
    team = scene.partner.team
    Partner.objects.filter(pk=scene.partner.pk).update(team=None)
    open_returns(FIRST_QUARTER)
    Partner.objects.filter(pk=scene.partner.pk).update(team=team)
    open_returns(FIRST_QUARTER)
    assert RunningClock.objects.get().due_on == IN_TIME


def test_lines_follow_the_plan_while_the_return_is_with_its_partner(scene):
    open_returns(FIRST_QUARTER)
    other = PartnerFactory(partnership=scene.partnership)
    type(scene.measures[0]).objects.update(owner=other)
    mine = MeasureFactory(priority=scene.measures[0].priority, owner=scene.partner)
    assert open_returns(FIRST_QUARTER).added == 0, "what officers work on is not the plan yet"
    adopt_anew(scene.plan)
    done = open_returns(FIRST_QUARTER)
    assert (done.returns, done.added, done.removed) == (1, 2, 1)
    assert scene.partner.returns.get().lines.get().measure == mine


def test_lines_of_a_submitted_return_stay(scene):
    quarterly = scene.return_("submitted")
    MeasureFactory(priority=scene.measures[0].priority, owner=scene.partner)
    adopt_anew(scene.plan)
    assert open_returns(FIRST_QUARTER).added == 0
    assert quarterly.lines.count() == 1


def test_where_one_plan_follows_another_in_the_quarter_the_later_one_asks(scene):
    Plan.objects.filter(pk=scene.plan.pk).update(ends_on=datetime.date(2025, 1, 31))
    adopt_anew(scene.plan)
    days = {"begins_on": datetime.date(2025, 2, 1), "ends_on": datetime.date(2028, 1, 31)}
    later = PlanFactory(partnership=scene.partnership, state="adopted", **days)
    MeasureFactory(priority=PriorityFactory(plan=later), owner=scene.partner)
    adopt_anew(later)
    open_returns(FIRST_QUARTER)
    assert scene.partner.returns.get().plan == later


def test_a_return_that_is_open_follows_its_own_plan_whichever_was_adopted_since(scene):
    open_returns(FIRST_QUARTER)
    Plan.objects.filter(pk=scene.plan.pk).update(ends_on=datetime.date(2025, 1, 31))
    mine = MeasureFactory(priority=scene.measures[0].priority, owner=scene.partner)
    adopt_anew(scene.plan)
    days = {"begins_on": datetime.date(2025, 2, 1), "ends_on": datetime.date(2028, 1, 31)}
    later = PlanFactory(partnership=scene.partnership, state="adopted", **days)
    MeasureFactory(priority=PriorityFactory(plan=later), owner=scene.partner)
    adopt_anew(later)
    assert (open_returns(FIRST_QUARTER).added, open_returns(FIRST_QUARTER).added) == (1, 0)
    quarterly = scene.partner.returns.get()
    assert quarterly.plan == scene.plan
    assert {line.measure for line in quarterly.lines.all()} == {scene.measures[0], mine}


@pytest.mark.parametrize("dry_run", [False, True])
def test_what_fails_for_one_partner_stops_no_other(scene, monkeypatch, capsys, dry_run):
    other = MeasureFactory(priority=scene.measures[0].priority).owner
    adopt_anew(scene.plan)
    told = opening.notices.tell_opened

    def fail(quarterly):
        if quarterly.partner == scene.partner:
            raise IntegrityError("refused")
        told(quarterly)

    monkeypatch.setattr(opening.notices, "tell_opened", fail)
    with (
        capture_logs() as logged,
        pytest.raises(CommandError, match="Not done for 1 partner"),
    ):
        call_command("open_returns", dry_run=dry_run)
    assert "2025-Q1: 1 return opened, lines: 1 added, 0 removed." in capsys.readouterr().out
    assert (periods_of(scene.partner), periods_of(other)) == ([], [] if dry_run else ["2025-Q1"])
    assert [(each["partner"], each["why"]) for each in logged] == [(scene.partner.pk, "IntegrityError")]


# --- the command


def test_the_command_opens_the_quarter_that_ended_last(scene, capsys):
    call_command("open_returns")
    assert "2025-Q1: 1 return opened, lines: 1 added, 0 removed." in capsys.readouterr().out
    assert periods_of(scene.partner) == ["2025-Q1"]


def test_the_command_names_partners_for_which_nobody_writes(scene, capsys):
    Partner.objects.filter(pk=scene.partner.pk).update(team=None)
    call_command("open_returns")
    assert f"Nobody writes for this partner: {scene.partner}." in capsys.readouterr().out


def test_a_dry_run_writes_nothing_and_tells_nobody(scene, capsys):
    call_command("open_returns", period="2024-Q4", dry_run=True)
    assert "2024-Q4: 1 return opened" in capsys.readouterr().out
    assert not Return.objects.exists()
    assert not scene.users["writer"].notices.exists()


@pytest.mark.parametrize("period", ["2025-Q9", "2024/25", "2025-Q2"])
def test_the_command_says_what_is_wrong_with_a_period(scene, period):
    with pytest.raises(CommandError):
        call_command("open_returns", period=period)
