"""Solving the sums of published numbers as a reader would: whole numbers, none of them negative."""

from collections.abc import Iterable, Sequence
from math import ceil, floor

from .equations import Number, Row, Unknown, connected, over, reduced
from .nobodys import always_nobody

ENDLESS = 10**12  # more people than there are, so that bounds add up like numbers
ROUNDS = 12


def solved(equations: Sequence[Row[Unknown]]) -> list[Row[Unknown]]:
    """The equations brought to their shortest: an unknown that follows stands alone in one, also where it can be one
    number only because none is negative.
    """
    names = dict(enumerate(dict.fromkeys(key for row in equations for key in row.signs)))
    place = {key: number for number, key in names.items()}
    numbered = [row.named(place) for row in equations]  # many times as quick as with the names themselves
    return [row.named(names) for together in connected(numbered) for row in _solved(together)]


def _solved(equations: list[Row[int]]) -> list[Row[int]]:
    """Those of one set of unknowns. Where published numbers contradict each other, what bounds alone say is used."""
    if len(equations) == 1 and len(equations[0].signs) == 1:
        return reduced(equations)
    nobodys = always_nobody(equations)
    if nobodys is not None:
        return reduced([*equations, *(Row({key: 1}, 0) for key in nobodys)])
    rows = reduced(equations)
    while more := _pinned([*equations, *rows]).items() - known(rows).items():
        rows = reduced([*rows, *(Row({key: 1}, number) for key, number in sorted(more))])
    return rows


def known(rows: Iterable[Row[Unknown]]) -> dict[Unknown, Number]:
    """The unknowns that follow, with their numbers."""
    return {next(iter(row.signs)): row.total for row in rows if len(row.signs) == 1}


def _pinned(rows: Sequence[Row[int]]) -> dict[int, Number]:
    """The unknowns that are left between one number and itself."""
    least: dict[int, Number] = {key: 0 for row in rows for key in row.signs}
    most: dict[int, Number] = dict.fromkeys(least, ENDLESS)
    for _ in range(ROUNDS):
        before = sum(most.values()) - sum(least.values())
        for row in rows:
            _tighten(row, least, most)
        if sum(most.values()) - sum(least.values()) == before:
            break
    return {key: least[key] for key in least if least[key] == most[key]}


def _tighten(row: Row[int], least: dict[int, Number], most: dict[int, Number]) -> None:
    """What one equation says of how little and how much each of its unknowns can be."""
    reach = {key: sorted((sign * least[key], sign * most[key])) for key, sign in row.signs.items()}
    low, high = (sum(ends[side] for ends in reach.values()) for side in (0, 1))
    for key, sign in row.signs.items():
        ends = sorted(over(row.total - rest, sign) for rest in (low - reach[key][0], high - reach[key][1]))
        least[key], most[key] = max(least[key], ceil(ends[0])), min(most[key], floor(ends[1]))
