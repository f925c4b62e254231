"""Solving the sums of published numbers as a reader would: whole numbers, none of them negative."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from .told import Key

Number = int | Fraction
ENDLESS = 10**12  # more people than there are, so that bounds add up like numbers
ROUNDS = 12


@dataclass(frozen=True)
class Row:
    """One equation: unknown numbers, each with its sign or factor, make up a total."""

    signs: Mapping[Key, Number]
    total: Number

    @property
    def size(self) -> Any:
        """How many people the total is, whichever sign it has: a whole number or a fraction."""
        return abs(self.total)

    @property
    def is_a_sum(self) -> bool:
        """Whether all its unknowns are added, so that none can be more than the total."""
        return len({sign > 0 for sign in self.signs.values()}) == 1

    def without(self, key: Key, pivot: "Row") -> "Row":
        """The equation without one unknown, which another equation (with factor 1 there) says."""
        factor = self.signs.get(key, 0)
        if not factor:
            return self
        signs = dict(self.signs)
        for each, sign in pivot.signs.items():
            signs[each] = signs.get(each, 0) - factor * sign
        return Row({each: sign for each, sign in signs.items() if sign}, self.total - factor * pivot.total)

    def led_by(self, key: Key) -> "Row":
        """The same equation with factor 1 at an unknown."""
        factor = self.signs[key]
        if factor == 1:
            return self
        return Row(
            {each: _over(sign, factor) for each, sign in self.signs.items()}, _over(self.total, factor)
        )


def solved(equations: Sequence[Row]) -> list[Row]:
    """The equations brought to their shortest: an unknown that follows stands alone in one. What can be one number only
    because none is negative follows too, and is used again until nothing more does.
    """
    rows = _reduced(equations)
    while pinned := {
        key: each for key, each in _pinned([*equations, *rows]).items() if key not in _alone(rows)
    }:
        rows = _reduced([*rows, *(Row({key: 1}, number) for key, number in sorted(pinned.items()))])
    return rows


def _alone(rows: Iterable[Row]) -> set[Key]:
    """The unknowns that follow."""
    return {next(iter(row.signs)) for row in rows if len(row.signs) == 1}


def _pinned(rows: Sequence[Row]) -> dict[Key, Number]:
    """The unknowns that are left between one number and itself. Numbers of two moments may contradict each other: then
    none is.
    """
    least: dict[Key, Number] = {key: 0 for row in rows for key in row.signs}
    most: dict[Key, Number] = dict.fromkeys(least, ENDLESS)
    for _ in range(ROUNDS):
        before = sum(most.values()) - sum(least.values())
        for row in rows:
            _tighten(row, least, most)
        if sum(most.values()) - sum(least.values()) == before:
            break
    return {key: least[key] for key in least if least[key] == most[key]}


def _tighten(row: Row, least: dict[Key, Number], most: dict[Key, Number]) -> None:
    """What one equation says of how little and how much each of its unknowns can be."""
    reach = {key: sorted((sign * least[key], sign * most[key])) for key, sign in row.signs.items()}
    low, high = (sum(ends[side] for ends in reach.values()) for side in (0, 1))
    for key, sign in row.signs.items():
        ends = sorted(_over(row.total - rest, sign) for rest in (low - reach[key][0], high - reach[key][1]))
        least[key], most[key] = max(least[key], ceil(ends[0])), min(most[key], floor(ends[1]))


def _reduced(equations: Sequence[Row]) -> list[Row]:
    """Gauss and Jordan, over equations of a few unknowns each."""
    pivots: dict[Key, Row] = {}
    for row in equations:
        for key in [key for key in row.signs if key in pivots]:
            row = row.without(key, pivots[key])
        if not row.signs:
            continue
        lead = next((key for key, sign in row.signs.items() if abs(sign) == 1), next(iter(row.signs)))
        row = row.led_by(lead)
        pivots = {key: each.without(lead, row) for key, each in pivots.items()}
        pivots[lead] = row
    return list(pivots.values())


def _over(number: Number, factor: Number) -> Number:
    found = Fraction(number) / factor
    return int(found) if found.denominator == 1 else found
