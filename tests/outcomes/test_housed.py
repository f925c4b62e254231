"""A1: housed on release night (outcomes: section 1)."""

import pytest

from pathways.models import AccommodationCode
from tests.factories.pathways import AccommodationCodeFactory, CheckFactory, SpellFactory
from tests.outcomes.scenes import RELEASED, later, living_in, parts, released

A1 = "housed-on-release"


@pytest.mark.parametrize(
    ("code", "housed", "part"),
    [
        ("A01A", "yes", "event"),
        ("A02", "yes", "event"),
        ("A08C", "no", "non_event"),
        ("A16", "unknown", "unknown"),
    ],
)
def test_the_list_of_codes_says_who_is_housed(person, code, housed, part):
    AccommodationCodeFactory(code=code, housed_on_release_night=housed)
    released(person)
    SpellFactory(person=person, kind="accommodation", code=code, started_on=RELEASED)
    assert parts(A1) == {part: 1}


def test_a_code_that_is_not_in_the_list_is_refused_not_guessed(person):
    released(person)
    SpellFactory(person=person, kind="accommodation", code="Z99", started_on=RELEASED)
    with pytest.raises(LookupError, match="Z99"):
        parts(A1)


def test_a_code_counts_as_it_stood_on_the_day_the_home_began(person):
    AccommodationCodeFactory(code="A08C", housed_on_release_night="no", valid_until=later(1))
    AccommodationCode.objects.create(
        code="A08C", label="Hostel", housed_on_release_night="yes", valid_from=later(1)
    )
    released(person)
    SpellFactory(person=person, kind="accommodation", code="A08C", started_on=RELEASED)
    assert parts(A1) == {"non_event": 1}


def test_a_home_that_ended_on_release_day_does_not_cover_the_night(person):
    AccommodationCodeFactory(code="A01A")
    released(person)
    SpellFactory(person=person, kind="accommodation", code="A01A", started_on=later(-9), ended_on=RELEASED)
    assert parts(A1) == {"unknown": 1}


@pytest.mark.parametrize(
    ("answer", "part"),
    [("yes", "event"), ("no", "non_event"), ("out_of_scope", "out_of_scope"), ("unknown", "non_event")],
)
def test_the_check_of_the_night_decides_unless_nobody_knows(person, answer, part):
    AccommodationCodeFactory(code="A08", housed_on_release_night="no")
    released(person)
    SpellFactory(person=person, kind="accommodation", code="A08", started_on=RELEASED)
    CheckFactory(person=person, name="release_night", point_on=RELEASED, answer=answer)
    assert parts(A1) == {part: 1}


def test_death_on_the_day_of_release_leaves_out(medway):
    released(living_in(medway, died_on=RELEASED))
    released(living_in(medway, died_on=later(1)))
    assert parts(A1) == {"died": 1, "unknown": 1}


def test_the_night_is_followed_on_the_next_day(person):
    released(person)
    assert parts(A1, as_at=RELEASED) == {"not_yet_followed": 1}
    assert parts(A1, as_at=later(1)) == {"unknown": 1}
