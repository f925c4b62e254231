"""What a publication tells: a number, and the unrounded count behind it (outcomes: section 3).

The counts are kept with the snapshot, for the guard against differencing alone: it must judge later publications
against what this one told, after records have been corrected, merged or erased. `telling` reads them of a report.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from outcomes.cells import Cell

LINES, COHORTS = "lines", "cohorts"
VERIFIED = " verified"  # ends the name of the table that says how many facts of an indicator are
WHOLE, DIVIDED = "denominator", ("events", "non_events")  # of a cell: the one is the sum of the others
FURTHER = "further events"  # of a figure per person: those beyond the first of each
OF = ": "  # stands between an entry and what it is of: the grouping and group, the day of a curve
ROWS = "rows"  # the index rows so far of a cell that is not yet mature: not its denominator later on


@dataclass(frozen=True, order=True)
class Key:
    """Where a number stands: kind and name of a place, and the label of a period."""

    kind: str
    place: str
    period: str


@dataclass(frozen=True)
class Told:
    """One count: `table` names what adds up over places and periods, `entry` which of its counts; `part` of the report.

    is_shown: whether the publication shows it, rounded or through a rate; else control hid it. The count is unrounded
    where it `is_exact`; a number that the report without control does not have is as it was shown.
    """

    part: str
    table: str
    key: Key
    entry: str
    count: int
    is_shown: bool
    is_exact: bool = True


def of_cell(part: str, table: str, key: Key, exact: Cell, shown: Cell, of: str = "") -> Iterator[Told]:
    """The counts of a cell, `of` a group where it is one. What is not yet mature tells its index rows alone."""
    if exact.maturity == "immature":
        yield Told(part, table, key, ROWS + of, exact.denominator or 0, shown.denominator is not None)
        return
    entries = {name: (getattr(exact.parts, name), getattr(shown.parts, name)) for name in DIVIDED}
    if "non_event" in exact.per or not exact.per:
        entries[WHOLE] = (exact.denominator, shown.denominator)
    if exact.per:
        entries[FURTHER] = ((exact.numerator or 0) - (exact.parts.events or 0), shown.numerator)
    entries |= {name: (count, shown.parts.beside[name]) for name, count in exact.parts.beside.items()}
    for entry, (count, seen) in entries.items():
        yield Told(part, table, key, entry + of, count or 0, seen is not None)


def kept(told: Iterable[Told]) -> str:
    """What was told, as the snapshot keeps it."""
    return json.dumps([astuple(each) for each in told], ensure_ascii=False)


def as_kept(text: str) -> tuple[Told, ...]:
    """What was told, of a text that `kept` wrote."""
    return tuple(Told(part, table, Key(*key), *rest) for part, table, key, *rest in json.loads(text))
