"""S1: continuity of care (outcomes: section 1)."""

import datetime

import pytest
import time_machine

from foundation.lifecycle import facts
from tests.factories.hubs import HubFactory
from tests.factories.pathways import SpellFactory
from tests.factories.referrals import NeedFactory
from tests.outcomes.scenes import a_line, later, living_in, parts, referred, released

S1 = "continuity-of-care"


def in_treatment(person, code, start, end=None):
    return SpellFactory(person=person, kind="treatment", code=code, started_on=start, ended_on=end)


def test_somebody_without_a_treatment_need_is_no_row(person):
    released(person)
    assert parts(S1) == {}


@pytest.mark.parametrize(
    ("start", "end", "rows"), [(-90, -28, 0), (-90, -27, 1), (-1, None, 1), (0, None, 0)]
)
def test_treatment_in_prison_on_any_of_the_28_days_before_is_a_need(person, start, end, rows):
    released(person)
    in_treatment(person, "prison", later(start), None if end is None else later(end))
    assert sum(parts(S1).values()) == rows


@pytest.mark.parametrize(("day", "rows"), [(-40, 1), (0, 1), (1, 0)])
def test_a_need_counts_when_named_in_a_referral_by_the_release(person, day, rows):
    released(person)
    referral = referred(person, HubFactory(), later(day), state="declined")
    NeedFactory(referral=referral, kind="substance")
    assert sum(parts(S1).values()) == rows


def test_other_needs_and_referrals_in_error_name_no_treatment_need(person):
    released(person)
    NeedFactory(referral=referred(person, HubFactory(), later(-5), state="submitted"), kind="health")
    NeedFactory(
        referral=referred(person, HubFactory(), later(-5), state="entered_in_error"), kind="substance"
    )
    assert parts(S1) == {}


@pytest.mark.parametrize(("born", "rows"), [((2005, 3, 1), 1), ((2005, 3, 2), 0)])
def test_only_adults_count(medway, born, rows):
    person = living_in(medway, date_of_birth=datetime.date(*born))
    released(person)
    in_treatment(person, "prison", later(-5))
    assert sum(parts(S1).values()) == rows


@pytest.mark.parametrize(("day", "part"), [(-1, "non_event"), (0, "event"), (21, "event"), (22, "non_event")])
def test_treatment_begun_within_21_days_counts_with_the_day_of_release(person, day, part):
    released(person)
    in_treatment(person, "prison", later(-5))
    in_treatment(person, "community_structured", later(day))
    assert parts(S1) == {part: 1}


@pytest.mark.parametrize("code", ["prison", "other"])
def test_other_treatment_is_no_structured_treatment_in_the_community(person, code):
    released(person)
    in_treatment(person, "prison", later(-5), later(0))
    in_treatment(person, code, later(3))
    assert parts(S1) == {"non_event": 1}


@pytest.mark.parametrize(("day", "part"), [(21, "recalled"), (22, "event")])
def test_recall_within_21_days_leaves_out_whatever_had_begun(person, day, part):
    released(person, recalled_on=later(day))
    in_treatment(person, "prison", later(-5))
    in_treatment(person, "community_structured", later(3))
    assert parts(S1) == {part: 1}


def test_care_settles_42_days_after_it_matures(person):
    matures = datetime.date(2023, 4, 21)
    assert a_line(S1, as_at=later(-1, matures)).cell.maturity == "immature"
    assert a_line(S1, as_at=later(41, matures)).cell.maturity == "provisional"
    assert a_line(S1, as_at=later(42, matures)).cell.maturity == "final"


def test_a_start_put_right_counts_as_it_is_known_now_and_as_it_was_known_then(medway):
    """Corrected after an earlier report: that one keeps its figure."""
    with time_machine.travel(datetime.datetime(2023, 6, 1, tzinfo=datetime.UTC)):
        person = living_in(medway)
        released(person)
        in_treatment(person, "prison", later(-5))
        spell = in_treatment(person, "community_structured", later(3))
    with time_machine.travel(datetime.datetime(2023, 8, 1, tzinfo=datetime.UTC)):
        facts.correct([(spell, {"started_on": later(40)})], by=None)
    assert parts(S1) == {"non_event": 1}
    assert parts(S1, known_at=datetime.date(2023, 7, 1)) == {"event": 1}
