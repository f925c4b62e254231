"""The duty-to-refer falls due by what a file brings, as by what is recorded on a page (domain: Handover, Clocks)."""

import datetime

import pytest

from foundation.lifecycle import running
from pathways.handovers import duty
from pathways.handovers.clocks import DUTY_TO_REFER
from people.models import Person
from tests.factories.intake import load
from tests.factories.pathways import AccommodationCodeFactory, PathwayFactory
from tests.factories.people import PrisonFactory
from tests.pathways.days import TODAY

pytestmark = pytest.mark.django_db
RELEASES = "crn prison expected_on released_on kind"
CRN = "X000001"


def ahead(days):
    return TODAY + datetime.timedelta(days=days)


@pytest.fixture
def homeless(person):
    Person.objects.filter(pk=person.pk).update(crn=CRN, crn_confirmed=True)
    PrisonFactory(name="Rochester")
    return PathwayFactory(person=person, kind="accommodation")


def brings(expected, released="-"):
    load("releases", RELEASES, f"{CRN} Rochester {expected} {released} licence")


def run_of(pathway):
    return running.running(pathway, DUTY_TO_REFER)


def test_nothing_is_owed_after_a_release_that_has_happened(homeless):
    brings(ahead(-3), ahead(-3))
    assert run_of(homeless) is None


def test_a_release_of_a_file_makes_it_due_on_the_day_before(homeless, office):
    brings(ahead(42))
    run = run_of(homeless)
    assert (run.due_on, run.user) == (ahead(41), office.dana)


def test_a_release_that_a_file_moves_moves_it_and_says_why(homeless, released_in):
    released_in(30)
    duty.settle(homeless.person)
    brings(ahead(12))
    run = run_of(homeless)
    assert (run.due_on, run.former_due_on) == (ahead(11), ahead(29))
    assert "file" in run.moved_because


def test_a_home_of_a_file_meets_it(homeless):
    AccommodationCodeFactory(code="A01D")
    brings(ahead(42))
    load("spells", "crn kind code started_on ended_on", f"{CRN} accommodation A01D {ahead(-90)} -")
    assert run_of(homeless) is None


def test_many_people_without_a_release_to_come_are_asked_about_at_once(django_assert_num_queries):
    people = [PathwayFactory(kind="accommodation").person_id for _ in range(5)]
    with django_assert_num_queries(1):
        duty.settle_after_a_file(people)
