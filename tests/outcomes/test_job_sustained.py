"""E3: still employed 26 weeks after a job began (outcomes: section 1)."""

import datetime

import pytest

from tests.factories.hubs import HubFactory
from tests.factories.pathways import CheckFactory, SpellFactory
from tests.factories.people import ReleaseFactory
from tests.outcomes.scenes import living_in, parts, referred

E3 = "job-sustained"
STARTED = datetime.date(2023, 2, 1)


@pytest.fixture
def hub():
    return HubFactory(name="Chatham")


def later(days):
    return STARTED + datetime.timedelta(days=days)


def job(person, since=STARTED, until=None, code="employed"):
    return SpellFactory(person=person, kind="employment", code=code, started_on=since, ended_on=until)


def kept(**asked):
    return parts(E3, day=STARTED, **asked)


@pytest.mark.parametrize("code", ["education", "not_employed", "unavailable"])
def test_what_is_no_work_is_no_job_start(person, code):
    job(person, code=code)
    assert kept() == {}


def test_a_job_that_stands_has_lasted(person):
    job(person)
    assert kept() == {"event": 1}


@pytest.mark.parametrize(("until", "part"), [(later(182), "non_event"), (later(183), "event")])
def test_a_job_must_cover_the_day_26_weeks_later(person, until, part):
    job(person, until=until)
    assert kept() == {part: 1}


def test_another_job_counts(person):
    job(person, until=later(40))
    job(person, since=later(40), code="self_employed")
    assert kept() == {"event": 2}


def test_a_gap_of_one_day_does_not(person):
    job(person, until=later(60))
    job(person, since=later(61), until=later(400))
    assert parts(E3, day=STARTED, period=None) == {"non_event": 1}


def test_another_job_in_the_meantime_bridges_a_change(person):
    job(person, until=later(60))
    job(person, since=later(50), until=later(100), code="apprenticeship")
    job(person, since=later(100), until=later(300))
    counted = kept()
    assert counted["event"] == 2  # the third began in the next quarter


def test_two_jobs_begun_on_one_day_count_once(person):
    job(person)
    job(person, code="self_employed")
    assert kept() == {"event": 1}


@pytest.mark.parametrize(
    ("answer", "part"),
    [("yes", "event"), ("no", "non_event"), ("out_of_scope", "out_of_scope"), ("unknown", "non_event"),
     ("", "non_event")],
)  # fmt: skip
def test_the_check_of_that_day_decides_once_somebody_knows(person, answer, part):
    job(person, until=later(20))
    CheckFactory(person=person, name="week_26", point_on=later(182), answer=answer)
    assert kept() == {part: 1}


@pytest.mark.parametrize(("day", "part"), [(0, "recalled"), (181, "recalled"), (182, "event")])
def test_recall_before_the_day_leaves_out_and_on_it_does_not(person, day, part):
    ReleaseFactory(person=person, released_on=later(-30), recalled_on=later(day))
    job(person)
    assert kept() == {part: 1}


def test_a_recall_before_the_job_says_nothing(person):
    ReleaseFactory(person=person, released_on=later(-30), recalled_on=later(-1))
    job(person)
    assert kept() == {"event": 1}


@pytest.mark.parametrize(("day", "part"), [(181, "died"), (182, "event")])
def test_death_before_the_day_leaves_out_and_on_it_does_not(medway, day, part):
    job(living_in(medway, died_on=later(day)))
    assert kept() == {part: 1}


@pytest.mark.parametrize(("days", "part"), [(181, "not_yet_followed"), (182, "event")])
def test_nobody_is_judged_before_their_own_day(person, days, part):
    job(person)
    assert kept(as_at=later(days)) == {part: 1}


def test_a_job_counts_for_the_hub_that_worked_with_the_person_when_it_began(person, hub):
    referred(person, hub, later(-10))
    job(person)
    assert kept(kind="hub", name=hub.name) == {"event": 1}


def test_a_hub_that_came_later_has_no_part_in_it(person, hub):
    referred(person, hub, later(1))
    job(person)
    assert kept(kind="hub", name=hub.name) == {}
