"""E2: employed at 6 months (outcomes: section 1). What it shares with E1 is tested there."""

import datetime

import pytest

from tests.factories.pathways import CheckFactory, SpellFactory
from tests.factories.people import SupervisionFactory
from tests.outcomes.scenes import RELEASED, later, living_in, parts, released

E2 = "employed-6-months"
POINT = datetime.date(2023, 9, 1)
DAY = datetime.timedelta(days=1)


def in_work(person, since=RELEASED, **about):
    return SpellFactory(person=person, kind="employment", started_on=since, **about)


def test_work_six_months_after_release_counts(person):
    released(person)
    in_work(person, since=POINT)
    assert parts(E2) == {"event": 1}


def test_work_at_six_weeks_says_nothing_of_six_months(person):
    released(person)
    in_work(person, ended_on=later(60))
    CheckFactory(person=person, name="week_6", point_on=later(42), answer="yes")
    assert parts(E2) == {"unknown": 1}


def test_months_end_with_the_month(person):
    day = datetime.date(2022, 8, 31)
    released(person, on=day)
    CheckFactory(person=person, name="month_6", point_on=datetime.date(2023, 2, 28), answer="yes")
    assert parts(E2, day=day) == {"event": 1}


@pytest.mark.parametrize(
    ("answer", "part"), [("yes", "event"), ("no", "non_event"), ("out_of_scope", "out_of_scope")]
)
def test_the_check_decides(person, answer, part):
    released(person)
    in_work(person)
    CheckFactory(person=person, name="month_6", point_on=POINT, answer=answer)
    assert parts(E2) == {part: 1}


@pytest.mark.parametrize("answer", ["", "unknown"])
def test_a_check_that_nobody_could_or_did_answer_leaves_it_to_the_jobs_on_record(person, answer):
    released(person)
    in_work(person)
    CheckFactory(person=person, name="month_6", point_on=POINT, answer=answer)
    assert parts(E2) == {"event": 1}


@pytest.mark.parametrize(("day", "part"), [(POINT - DAY, "recalled"), (POINT, "unknown")])
def test_recall_before_the_day_leaves_out_and_on_it_does_not(person, day, part):
    released(person, recalled_on=day)
    assert parts(E2) == {part: 1}


@pytest.mark.parametrize(("day", "part"), [(POINT - DAY, "died"), (POINT, "unknown")])
def test_death_before_the_day_leaves_out_and_on_it_does_not(medway, day, part):
    released(living_in(medway, died_on=day))
    assert parts(E2) == {part: 1}


@pytest.mark.parametrize(("day", "part"), [(POINT - DAY, "not_supervised"), (POINT, "unknown")])
def test_supervision_must_not_have_ended_before_the_day(person, day, part):
    released(person)
    SupervisionFactory(person=person, started_on=RELEASED, ended_on=day)
    assert parts(E2) == {part: 1}


@pytest.mark.parametrize(("as_at", "part"), [(POINT - DAY, "not_yet_followed"), (POINT, "unknown")])
def test_nobody_is_judged_before_their_own_day(person, as_at, part):
    released(person)
    assert parts(E2, as_at=as_at) == {part: 1}
