"""Expected probabilities of reoffending: a published score for each release (files: expected)."""

from decimal import Decimal

import pytest

from people.models import ExpectedReoffending
from tests.factories.intake import load, problems

pytestmark = pytest.mark.django_db
EXPECTED = "crn released_on probability source"
HERE = "X000001 2026-01-14"


def test_what_is_no_probability_and_a_release_before_birth_are_refused(kofi):
    wrong = "is not a probability from 0 to 1 with at most six decimals, like 0.35"
    assert problems(
        "expected", EXPECTED,
        f"{HERE} 1.01 OGRS4", f"{HERE} -0.1 OGRS4", f"{HERE} 35% OGRS4", f"{HERE} NaN OGRS4", f"{HERE} 0.1234567 OGRS4",
        "X000001 1990-05-13 0.2 OGRS4", f"{HERE} 0.2 -",
    ) == [
        f"f:2 probability: “1.01” {wrong}", f"f:3 probability: “-0.1” {wrong}", f"f:4 probability: “35%” {wrong}",
        f"f:5 probability: “NaN” {wrong}", f"f:6 probability: “0.1234567” {wrong}",
        "f:7 released_on: 1990-05-13 is before the person was born", "f:8 source: is required",
    ]  # fmt: skip
    assert not ExpectedReoffending.objects.exists()


def test_nobody_known_by_the_crn_is_refused(kofi):
    assert problems("expected", EXPECTED, "X999999 2026-01-14 0.2 OGRS4") == [
        "f:2 crn: no person has the CRN X999999; import people first"
    ]


def test_the_same_file_twice_changes_nothing_and_another_figure_is_a_correction_that_keeps_the_former(kofi):
    assert load("expected", EXPECTED, f"{HERE} 0.35 OGRS4") == (1, 0, 0)
    assert load("expected", EXPECTED, f"{HERE} 0.35 OGRS4") == (0, 0, 1)
    assert load("expected", EXPECTED, f"{HERE} 0.4 OGRS4") == (0, 1, 0)
    assert ExpectedReoffending.objects.get().probability == Decimal("0.4")
    assert ExpectedReoffending.versions.get(superseded_at__isnull=False).probability == Decimal("0.35")


def test_each_release_and_each_source_has_a_probability_of_its_own(kofi):
    rows = (
        f"{HERE} 0.35 OGRS4",
        f"{HERE} 0.2 OGRS3",
        "X000001 2026-02-01 0 OGRS4",
        "X000001 2026-03-01 1 OGRS4",
    )
    assert load("expected", EXPECTED, *rows) == (4, 0, 0)
