"""Equations between numbers of people, and bringing many of them to their shortest."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any, Generic, TypeVar

Unknown = TypeVar("Unknown", bound=Hashable)
Name = TypeVar("Name", bound=Hashable)
Number = int | Fraction  # of people, in the end: fractions only on the way


@dataclass(frozen=True)
class Row(Generic[Unknown]):
    """One equation: unknown numbers, each with its sign or factor, make up a total."""

    signs: Mapping[Unknown, Number]
    total: Number

    @property
    def size(self) -> Any:
        """How many people the total is, whichever sign it has: a whole number or a fraction."""
        return abs(self.total)

    @property
    def is_a_sum(self) -> bool:
        """Whether all its unknowns are added, so that none can be more than the total."""
        return len({sign > 0 for sign in self.signs.values()}) == 1

    def without(self, key: Unknown, pivot: "Row[Unknown]") -> "Row[Unknown]":
        """The equation without one unknown, which another equation (with factor 1 there) says."""
        factor = self.signs.get(key, 0)
        if not factor:
            return self
        signs = dict(self.signs)
        for each, sign in pivot.signs.items():
            signs[each] = signs.get(each, 0) - factor * sign
        return Row({each: sign for each, sign in signs.items() if sign}, self.total - factor * pivot.total)

    def led_by(self, key: Unknown) -> "Row[Unknown]":
        """The same equation with factor 1 at an unknown."""
        factor = self.signs[key]
        if factor == 1:
            return self
        return Row({each: over(sign, factor) for each, sign in self.signs.items()}, over(self.total, factor))

    def knowing(self, numbers: Mapping[Unknown, Number]) -> "Row[Unknown]":
        """The equation with some of its unknowns known: their numbers go into its total."""
        total = self.total - sum(sign * numbers[key] for key, sign in self.signs.items() if key in numbers)
        return Row({key: sign for key, sign in self.signs.items() if key not in numbers}, total)

    def named(self, names: Mapping[Unknown, Name]) -> "Row[Name]":
        """The same equation with other names of its unknowns."""
        return Row({names[key]: sign for key, sign in self.signs.items()}, self.total)


def reduced(equations: Iterable[Row[Unknown]]) -> list[Row[Unknown]]:
    """Gauss and Jordan: every equation leads with an unknown that no other holds. What says nothing new is left out."""
    led: dict[Unknown, Row[Unknown]] = {}
    holders: dict[Unknown, set[Unknown]] = defaultdict(set)  # the leads of the equations that hold an unknown
    for row in equations:
        for key in [key for key in row.signs if key in led]:
            row = row.without(key, led[key])
        if not row.signs:
            continue
        lead = _lead_of(row, holders)
        row = row.led_by(lead)
        for other in holders.pop(lead, ()):
            shorter = led[other].without(lead, row)
            for key in row.signs.keys() - {lead}:
                (holders[key].add if key in shorter.signs else holders[key].discard)(other)
            led[other] = shorter
        led[lead] = row
        for key in row.signs.keys() - {lead}:
            holders[key].add(lead)
    return list(led.values())


def put_into_each_other(equations: Sequence[Row[Unknown]]) -> Iterator[Row[Unknown]]:
    """What two equations say of the others once an unknown is taken out that both hold: a sum put into another sum."""
    holding: dict[Unknown, list[Row[Unknown]]] = defaultdict(list)
    for row in equations:
        for key in row.signs if len(row.signs) > 1 else ():
            holding[key].append(row)
    for key, rows in holding.items():
        for one, other in combinations(rows, 2):
            yield one.without(key, other.led_by(key))


def connected(equations: Iterable[Row[Unknown]]) -> list[list[Row[Unknown]]]:
    """The equations in sets that share no unknown with each other, without those that have none."""
    leader: dict[Unknown, Unknown] = {}

    def first_of(key: Unknown) -> Unknown:
        while leader.setdefault(key, key) != key:
            leader[key] = key = leader[leader[key]]
        return key

    rows = [row for row in equations if row.signs]
    for row in rows:
        first, *others = row.signs
        for key in others:
            leader[first_of(key)] = first_of(first)
    sets: dict[Unknown, list[Row[Unknown]]] = defaultdict(list)
    for row in rows:
        sets[first_of(next(iter(row.signs)))].append(row)
    return list(sets.values())


def _lead_of(row: Row[Unknown], holders: Mapping[Unknown, Collection[Unknown]]) -> Unknown:
    """The unknown that the fewest others hold: what must be put right there is little. Of factor 1 where there is one,
    so that numbers stay whole.
    """
    return min(row.signs, key=lambda key: (abs(row.signs[key]) != 1, len(holders.get(key, ()))))


def over(number: Number, factor: Number) -> Number:
    """The quotient, as a whole number where it is one."""
    if factor in (1, -1):
        return number * factor
    found = Fraction(number) / factor
    return int(found) if found.denominator == 1 else found
