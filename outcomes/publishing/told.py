"""What a publication tells, number by number, with the unrounded count behind each (outcomes: section 3).

The counts are kept with the snapshot, for the guard against differencing alone: it must judge later publications against
what this one told, after records have been corrected, merged or erased.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import NamedTuple

from outcomes.cells import Cell
from outcomes.report import Line, Report

LINES = "lines"
ROWS = "rows"  # the index rows so far of a cell that is not yet mature: not its denominator later on


class Key(NamedTuple):
    """Where a number stands: kind and name of a place, and the label of a period."""

    kind: str
    place: str
    period: str


@dataclass(frozen=True)
class Told:
    """One count: `table` names what adds up over places and periods, `entry` which of its counts; `part` of the report.

    count is unrounded. is_shown: whether the publication shows it, rounded or through a rate; else control hid it.
    """

    part: str
    table: str
    key: Key
    entry: str
    count: int
    is_shown: bool


def told_of(exact: Report, controlled: Report) -> tuple[Told, ...]:
    """What the lines of a controlled report tell; `exact` is the same report without control."""
    key = Key(exact.place.kind, exact.place.name, exact.period.label)
    pairs = zip(exact.lines, controlled.lines, strict=True)
    return tuple(each for line, shown in pairs for each in _of_line(LINES, key, line, shown))


def _of_line(part: str, key: Key, exact: Line, shown: Line) -> Iterator[Told]:
    slug = exact.indicator.slug
    yield from _of_cell(part, slug, key, exact.cell, shown.cell)
    for what, number in exact.apart.items():
        yield Told(part, slug, key, f"apart_{what}", number or 0, shown.apart[what] is not None)
    if exact.verified and shown.verified:
        yield from _of_cell(part, f"{slug} verified", key, exact.verified, shown.verified)


def _of_cell(part: str, table: str, key: Key, exact: Cell, shown: Cell) -> Iterator[Told]:
    """The counts of a cell. What is not yet mature tells its index rows alone."""
    if exact.maturity == "immature":
        yield Told(part, table, key, ROWS, exact.denominator or 0, shown.denominator is not None)
        return
    entries = {"events": (exact.parts.events, shown.parts.events),
               "non_events": (exact.parts.non_events, shown.parts.non_events),
               "denominator": (exact.denominator, shown.denominator)}  # fmt: skip
    beside = {name: (count, shown.parts.beside[name]) for name, count in exact.parts.beside.items()}
    for entry, (count, seen) in (entries | beside).items():
        yield Told(part, table, key, entry, count or 0, seen is not None)


def kept(told: Iterable[Told]) -> str:
    """What was told, as the snapshot keeps it."""
    return json.dumps([astuple(each) for each in told], ensure_ascii=False)


def as_kept(text: str) -> tuple[Told, ...]:
    """What was told, of a text that `kept` wrote."""
    return tuple(
        Told(part, table, Key(*key), entry, count, is_shown)
        for part, table, key, entry, count, is_shown in json.loads(text)
    )
