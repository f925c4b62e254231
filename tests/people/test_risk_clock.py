"""Risk information that is not yet available is due again, and advice about activities."""

import datetime

import pytest
import time_machine

from foundation.lifecycle import reactions, running
from foundation.lifecycle.models import RunningClock
from people import actions, causes, rules
from people.clocks import RISK_DUE
from people.models import ActivityAdvice
from tests.factories.accounts import TeamFactory
from tests.factories.people import CaseloadFactory, PersonFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date


def risk(person, by, level, to_whom="public", day=None):
    known = level != "not_yet_available"
    return actions.record_risk(
        person, by=by, to_whom=to_whom, level=level, meaning="", source="OASys" if known else "",
        assessed_on=day or datetime.date.today(),
    )  # fmt: skip


def advise(person, by, today, **more):
    said = {"recommended": "Gardening", "restricted": "Not the kitchen", "source": "OASys"} | more
    return actions.record_advice(person, by=by, assessed_on=today, **said)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"recommended": "", "restricted": " "}, "restricted"),
        ({"recommended": "tbc"}, "recommended"),
        ({"restricted": "x" * 10_000}, "restricted"),
        ({"source": "unknown"}, "source"),
    ],
)
def test_advice_that_says_nothing_is_refused(person, practitioner, today, given, field):
    with pytest.raises(rules.Unfit) as refusal:
        advise(person, practitioner, today, **given)
    assert list(refusal.value.problems) == [field]
    assert not ActivityAdvice.versions.exists()


def test_new_advice_takes_the_place_of_the_former_one_which_is_kept(person, practitioner, today):
    first = advise(person, practitioner, today)
    assert advise(person, practitioner, today, restricted="Not alone") == first
    assert person.advice.get().restricted == "Not alone"
    assert ActivityAdvice.versions.count() == 2


def test_a_known_level_starts_no_clock(person, practitioner):
    risk(person, practitioner, "low")
    assert not RunningClock.objects.exists()


@time_machine.travel("2026-06-03 12:00")
def test_not_yet_available_is_due_in_14_days_from_whoever_holds_the_person(practitioner, team):
    person = PersonFactory()
    CaseloadFactory(person=person, team=team, practitioner=practitioner, since=DAY(2026, 1, 1))
    risk(person, practitioner, "not_yet_available")
    run = running.running(person, RISK_DUE)
    assert (run.due_on, run.team, run.user, run.person_id) == (
        DAY(2026, 6, 17),
        team,
        practitioner,
        person.pk,
    )
    assert run.reference == ""


def test_said_again_it_is_due_a_whole_length_later_and_the_former_day_is_kept(team, practitioner):
    person = PersonFactory()
    CaseloadFactory(person=person, team=team, practitioner=practitioner, since=DAY(2026, 1, 1))
    with time_machine.travel("2026-06-03 12:00"):
        risk(person, practitioner, "not_yet_available", day=DAY(2026, 6, 3))
        risk(person, practitioner, "not_yet_available", to_whom="staff", day=DAY(2026, 6, 3))
    with time_machine.travel("2026-06-16 12:00"):
        risk(person, practitioner, "not_yet_available", day=DAY(2026, 6, 16))
    run = running.running(person, RISK_DUE)
    assert (run.due_on, run.former_due_on) == (DAY(2026, 6, 30), DAY(2026, 6, 17))
    assert RunningClock.objects.count() == 2


def test_the_clock_stops_when_every_group_asked_about_is_known(person, practitioner):
    risk(person, practitioner, "not_yet_available")
    risk(person, practitioner, "not_yet_available", to_whom="staff")
    risk(person, practitioner, "low")
    assert running.running(person, RISK_DUE)
    risk(person, practitioner, "low", to_whom="staff")
    assert running.running(person, RISK_DUE) is None
    assert RunningClock.objects.get().outcome == RunningClock.Outcome.MET
    risk(person, practitioner, "not_yet_available", to_whom="staff")
    assert running.running(person, RISK_DUE)


def test_a_death_stops_the_clock_unmet(person, practitioner, today):
    risk(person, practitioner, "not_yet_available")
    actions.record_death(person, by=practitioner, died_on=today, source="The prison")
    assert RunningClock.objects.get().outcome == RunningClock.Outcome.DROPPED


def test_the_clock_goes_with_the_person_to_another_team(person, practitioner):
    risk(person, practitioner, "not_yet_available")
    due_on = running.running(person, RISK_DUE).due_on
    person.caseloads.update(until=datetime.date.today())
    taken = CaseloadFactory(person=person, team=TeamFactory(), since=datetime.date.today())
    reactions.happened(causes.CASELOAD_MOVED, by=practitioner, person=person, caseload=taken)
    run = running.running(person, RISK_DUE)
    assert (run.team, run.user, run.due_on) == (taken.team, None, due_on)
