"""What an import tells the storeys above: deaths and recalls of people somebody works with, and nothing else."""

import datetime

import pytest

from people import actions
from people.models import NoContact, Person
from tests.factories.intake import load
from tests.factories.people import (
    AreaFactory,
    CaseloadFactory,
    InvolvementFactory,
    PendingPairFactory,
    PersonFactory,
    PrisonFactory,
    ReleaseFactory,
)

pytestmark = pytest.mark.django_db

PEOPLE = "crn family_name given_names date_of_birth sex area died_on"
RELEASES = "crn prison received_on expected_on released_on kind recalled_on"
DAY = datetime.date


@pytest.fixture(autouse=True)
def _places():
    AreaFactory(name="Medway")
    PrisonFactory(name="Rochester")


@pytest.fixture
def kofi():
    """Somebody nobody works with."""
    return PersonFactory(
        crn="X000001", given_names="Kofi", family_name="Larkfield", date_of_birth=DAY(1990, 5, 14)
    )


@pytest.fixture
def held(kofi):
    CaseloadFactory(person=kofi)
    return kofi


def people(died_on):
    return load("people", PEOPLE, f"X000001 Larkfield Kofi 1990-05-14 male Medway {died_on}")


def releases(*rows):
    return load("releases", RELEASES, *(f"X000001 Rochester - - {row}" for row in rows))


def test_a_death_of_somebody_nobody_works_with_is_told_to_nobody(kofi, heard):
    people("2026-06-01")
    assert Person.objects.get(pk=kofi.pk).died_on == DAY(2026, 6, 1)
    assert not heard


def test_a_person_who_comes_with_a_day_of_death_is_history(heard):
    people("2026-06-01")
    assert not heard


@pytest.mark.parametrize("works_with", [CaseloadFactory, InvolvementFactory])
def test_a_death_is_told_once(kofi, heard, works_with):
    works_with(person=kofi)
    people("2026-06-01")
    people("2026-06-01")
    people("2026-06-02")
    assert heard == [("died", {"by": None, "person": kofi, "died_on": DAY(2026, 6, 1)})]


def test_an_empty_cell_takes_no_death_away_that_was_recorded_on_the_page(held, today):
    actions.record_death(held, by=None, died_on=today, source="The prison")
    people("-")
    assert Person.objects.get(pk=held.pk).died_on == today


def news(heard):
    """What people are told of, beside whose pathways are judged again."""
    return [(name, facts) for name, facts in heard if name != "releases_imported"]


def test_pathways_are_judged_again_of_those_whose_releases_a_file_says(held, heard):
    releases("2026-06-12 licence -")
    assert [(name, facts["people"]) for name, facts in heard] == [("releases_imported", {held.pk})]


def test_releases_consents_and_moved_dates_tell_nothing(held, heard):
    load("releases", RELEASES, "X000001 Rochester - 2026-06-05 - licence -")
    load("releases", RELEASES, "X000001 Rochester - 2026-06-12 - licence -")
    releases("2026-06-12 licence -")
    assert not news(heard)


def test_a_recall_of_a_known_release_and_of_a_new_one_are_told_once(held, heard):
    ReleaseFactory(person=held, prison=PrisonFactory(name="Rochester"), released_on=DAY(2026, 3, 2))
    for _ in range(2):
        releases("2026-03-02 licence 2026-04-01")
    releases("2026-05-01 licence 2026-05-20")
    assert [(name, facts["release"].recalled_on) for name, facts in news(heard)] == [
        ("recalled", DAY(2026, 4, 1)),
        ("recalled", DAY(2026, 5, 20)),
    ]


def test_recalls_of_long_ago_are_history_once_the_person_was_released_again(held, heard):
    releases("2023-03-02 licence 2023-04-01", "2024-03-02 post_recall -")
    assert not news(heard)


def test_of_several_recalls_in_a_file_the_last_is_told(held, heard):
    releases("2025-03-02 licence 2025-04-01", "2026-03-02 post_recall 2026-04-01")
    assert [facts["release"].recalled_on for _, facts in news(heard)] == [DAY(2026, 4, 1)]


def test_a_pair_confirmed_before_the_person_was_known_begins_with_the_file(steward, practitioner, team):
    kept_apart = PersonFactory(held_by=team)
    pending = PendingPairFactory(person=kept_apart, crn="X000001", asked_by=practitioner)
    actions.confirm_pair(pending, by=steward)
    people("-")
    assert NoContact.objects.between(kept_apart, Person.objects.get(crn="X000001")).exists()
