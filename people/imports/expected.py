"""Expected probabilities of reoffending: a published risk score for each release (files: expected)."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from foundation.intake.columns import Column, day, text
from foundation.intake.importers import Row
from foundation.lifecycle.facts import Fact

from ..models import ExpectedReoffending
from .about import AboutPeople, crn_column

MOST_DECIMALS = 6


def probability(cell: str) -> Decimal:
    """A probability from 0 to 1. Raises ValueError."""
    try:
        number = Decimal(cell)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= 1 or -int(number.as_tuple().exponent) > MOST_DECIMALS:
        raise ValueError(
            f"“{cell[:40]}” is not a probability from 0 to 1 with at most six decimals, like 0.35"
        )
    return number


class ExpectedImport(AboutPeople):
    """One probability a row; the key is person, day of release and source. A release need not be known yet."""

    what, title, order, model = "expected", "Expected probabilities", 90, ExpectedReoffending
    columns = (
        crn_column,
        Column("released_on", day, required=True, empty=None, example="2026-01-14"),
        Column("probability", probability, required=True, empty=None, example="0.35"),
        Column("source", text(100), required=True, example="OGRS4"),
    )

    def known(self) -> Mapping[tuple, Fact]:
        found = self.facts_of_people(ExpectedReoffending)
        return {(each.person_id, each.released_on, each.source): each for each in found}

    def key_and_values(self, row: Row) -> tuple[dict[str, Any], dict[str, Any]] | None:
        person = self.people.get(row["crn"])
        if person is None:
            return None
        self.not_before_birth(row, person, "released_on")
        key = {"person_id": person.pk, "released_on": row["released_on"], "source": row["source"]}
        return key, {"probability": row["probability"]}
