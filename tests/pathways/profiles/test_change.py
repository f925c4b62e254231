"""Which start a later form is compared with, and how a change is said."""

import pytest

from pathways.profiles.change import pair_of, say_change, way_of
from pathways.profiles.items import BY_SLUG
from tests.factories.pathways_top import OutcomesProfileFactory
from tests.factories.people import PersonFactory
from tests.pathways.days import day

pytestmark = pytest.mark.django_db


def pairs(*forms):
    """The days of the pair out of (stage, days ago), or None."""
    person = PersonFactory()
    made = [OutcomesProfileFactory(person=person, stage=stage, taken_on=day(ago)) for stage, ago in forms]
    found = pair_of(sorted(made, key=lambda each: each.taken_on))
    return found and ((day(0) - found.start.taken_on).days, (day(0) - found.later.taken_on).days)


def test_a_start_alone_and_a_review_alone_are_no_pair():
    assert pairs(("start", 90)) is None
    assert pairs(("review", 90)) is None


def test_a_review_on_or_before_the_day_of_the_start_is_no_pair():
    assert pairs(("start", 90), ("review", 90)) is None
    assert pairs(("start", 90), ("review", 91)) is None


def test_an_exit_between_ends_the_treatment_that_the_start_was_of():
    assert pairs(("start", 90), ("exit", 60), ("review", 30)) == (90, 60)
    assert pairs(("start", 90), ("exit", 60), ("start", 50), ("review", 30)) == (50, 30)


def test_a_form_after_treatment_is_not_compared():
    assert pairs(("start", 90), ("post_treatment_exit", 10)) is None


def test_the_latest_of_several_is_compared_with_the_last_start():
    assert pairs(("start", 90), ("review", 60), ("review", 30)) == (90, 30)
    assert pairs(("start", 90), ("start", 50), ("review", 30)) == (50, 30)


@pytest.mark.parametrize(
    ("slug", "change", "words", "way"),
    [
        ("opiates", -17, "17 days fewer", "better"),
        ("opiates", 1, "1 day more", "worse"),
        ("paid_work", 5, "5 days more", "better"),
        ("physical", 3, "3 points higher", "better"),
        ("physical", -1, "1 point lower", "worse"),
        ("assault", -1, "Now no", "better"),
        ("eviction_risk", 1, "Now yes", "worse"),
        ("opiates", 0, "No change", ""),
        ("opiates", None, "", ""),
    ],
)
def test_a_change_is_said_in_its_own_words(slug, change, words, way):
    assert (say_change(BY_SLUG[slug], change), way_of(BY_SLUG[slug], change)) == (words, way)
