"""E1: employed at 6 weeks, and what is known at a point (outcomes: section 1)."""

import datetime

import pytest

from tests.factories.pathways import CheckFactory, SpellFactory
from tests.factories.people import SupervisionFactory
from tests.outcomes.scenes import RELEASED, later, living_in, parts, released

E1, A1 = "employed-6-weeks", "housed-on-release"
POINT = later(42)


def in_work(person, since=RELEASED, **about):
    return SpellFactory(person=person, kind="employment", started_on=since, **about)


@pytest.mark.parametrize("code", ["employed", "self_employed", "apprenticeship"])
def test_work_on_day_42_is_work(person, code):
    released(person)
    in_work(person, since=POINT, code=code)
    assert parts(E1) == {"event": 1}


def test_a_job_that_ended_on_day_42_no_longer_covers_it(person):
    released(person)
    in_work(person, ended_on=POINT)
    assert parts(E1) == {"unknown": 1}


@pytest.mark.parametrize("code", ["not_employed", "education"])
def test_a_person_out_of_work_counts_as_not_employed(person, code):
    released(person)
    in_work(person, code=code)
    assert parts(E1) == {"non_event": 1}


def test_a_person_unavailable_for_work_is_left_out(person):
    released(person)
    in_work(person, code="unavailable")
    assert parts(E1) == {"unavailable_for_work": 1}


def test_work_wins_where_spells_overlap(person):
    released(person)
    in_work(person)
    in_work(person, since=later(30), code="not_employed")
    assert parts(E1) == {"event": 1}


@pytest.mark.parametrize(
    ("answer", "part"),
    [("yes", "event"), ("no", "non_event"), ("out_of_scope", "out_of_scope"), ("unknown", "event")],
)
def test_the_check_of_that_date_decides_unless_nobody_knows(person, answer, part):
    released(person)
    in_work(person)
    CheckFactory(person=person, name="week_6", point_on=POINT, answer=answer)
    assert parts(E1) == {part: 1}


def test_a_check_of_another_date_decides_nothing(person):
    released(person)
    CheckFactory(person=person, name="week_6", point_on=later(43), answer="yes")
    assert parts(E1) == {"unknown": 1}


@pytest.mark.parametrize(("day", "part"), [(41, "recalled"), (42, "event")])
def test_recall_before_day_42_leaves_out_and_on_it_does_not(person, day, part):
    released(person, recalled_on=later(day))
    in_work(person)
    assert parts(E1) == {part: 1}


@pytest.mark.parametrize(("day", "part"), [(41, "died"), (42, "event")])
def test_death_before_day_42_leaves_out_and_on_it_does_not(medway, day, part):
    person = living_in(medway, died_on=later(day))
    released(person)
    in_work(person)
    assert parts(E1) == {part: 1}


@pytest.mark.parametrize(("day", "part"), [(41, "not_supervised"), (42, "event"), (43, "event")])
def test_supervision_must_not_have_ended_before_day_42(person, day, part):
    released(person)
    in_work(person)
    SupervisionFactory(person=person, started_on=RELEASED, ended_on=later(day))
    assert parts(E1) == {part: 1}


def test_supervision_that_ended_before_the_release_says_nothing(person):
    released(person)
    in_work(person)
    SupervisionFactory(person=person, started_on=later(-700), ended_on=later(-300))
    assert parts(E1) == {"event": 1}


def test_before_may_2024_a_release_without_supervision_counts(person):
    released(person)
    in_work(person)
    assert parts(E1) == {"event": 1}


def test_from_may_2024_only_supervised_releases_count(person, medway):
    day = datetime.date(2024, 5, 1)
    supervised = living_in(medway)
    for each in (person, supervised):
        released(each, on=day)
        in_work(each, since=day)
    SupervisionFactory(person=supervised, started_on=day)
    assert parts(E1, day=day) == {"event": 1, "not_supervised": 1}


def test_the_quarter_of_the_break_counts_from_may_on(person):
    released(person, on=datetime.date(2024, 4, 30))
    assert parts(E1, day=datetime.date(2024, 4, 30)) == {"before_series_break": 1}
    assert parts(A1, day=datetime.date(2024, 4, 30)) == {"unknown": 1}


def test_the_quarter_before_the_break_keeps_the_old_definition(person):
    day = datetime.date(2024, 3, 31)
    released(person, on=day)
    in_work(person, since=day)
    assert parts(E1, day=day) == {"event": 1}


@pytest.mark.parametrize(("as_at", "part"), [(later(41), "not_yet_followed"), (POINT, "event")])
def test_nobody_is_judged_before_their_own_day_42(person, as_at, part):
    released(person)
    in_work(person)
    assert parts(E1, as_at=as_at) == {part: 1}


def test_a_recall_after_the_as_at_date_had_not_happened(person):
    released(person, recalled_on=later(20))
    assert parts(E1, as_at=later(10)) == {"not_yet_followed": 1}
    assert parts(E1, as_at=later(20)) == {"recalled": 1}
