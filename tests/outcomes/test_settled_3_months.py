"""A2: settled at 3 months (outcomes: section 1). What it shares with E1 is tested there."""

import datetime

import pytest

from tests.factories.pathways import AccommodationCodeFactory, CheckFactory, SpellFactory
from tests.outcomes.scenes import RELEASED, later, parts, released

A2 = "settled-3-months"
POINT = datetime.date(2023, 6, 1)


def home(person, code, since=RELEASED, **about):
    return SpellFactory(person=person, kind="accommodation", code=code, started_on=since, **about)


@pytest.mark.parametrize(
    ("settledness", "part"),
    [("settled", "event"), ("transient", "non_event"), ("homeless", "non_event"), ("unknown", "unknown")],
)
def test_the_class_of_the_code_says_who_is_settled(person, settledness, part):
    AccommodationCodeFactory(code="A01D", settledness=settledness)
    released(person)
    home(person, "A01D")
    assert parts(A2) == {part: 1}


def test_a_code_that_is_not_in_the_list_is_refused_not_guessed(person):
    released(person)
    home(person, "Z99")
    with pytest.raises(LookupError, match="Z99"):
        parts(A2)


def test_a_home_lost_before_the_day_says_nothing_about_it(person):
    AccommodationCodeFactory(code="A01D", settledness="settled")
    released(person)
    home(person, "A01D", ended_on=POINT)
    assert parts(A2) == {"unknown": 1}


def test_the_home_of_that_day_decides(person):
    AccommodationCodeFactory(code="A01D", settledness="settled")
    AccommodationCodeFactory(code="A08A", settledness="homeless")
    released(person)
    home(person, "A01D", ended_on=later(30))
    home(person, "A08A", since=later(30))
    assert parts(A2) == {"non_event": 1}


@pytest.mark.parametrize(
    ("answer", "part"),
    [("yes", "event"), ("no", "non_event"), ("out_of_scope", "out_of_scope"), ("unknown", "non_event"),
     ("", "non_event")],
)  # fmt: skip
def test_the_check_of_that_day_decides_once_somebody_knows(person, answer, part):
    AccommodationCodeFactory(code="A02", settledness="transient")
    released(person)
    home(person, "A02")
    CheckFactory(person=person, name="month_3", point_on=POINT, answer=answer)
    assert parts(A2) == {part: 1}


def test_three_months_after_the_end_of_november_is_the_end_of_february(person):
    day = datetime.date(2022, 11, 30)
    released(person, on=day)
    CheckFactory(person=person, name="month_3", point_on=datetime.date(2023, 2, 28), answer="yes")
    assert parts(A2, day=day) == {"event": 1}
