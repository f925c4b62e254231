"""What a publication tells, number by number, with the unrounded count behind each (outcomes: section 3).

The counts are kept with the snapshot, for the guard against differencing alone: it must judge later publications
against what this one told, after records have been corrected, merged or erased.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields, replace
from typing import Any

from outcomes.cells import Cell
from outcomes.comparing.cohorts import Cohort
from outcomes.freezing import frozen
from outcomes.report import Line, Report
from outcomes.whole import WholeReport

LINES, COHORTS = "lines", "cohorts"
# Counted exactly here, in no controlled report, or nothing that was counted: the same for whoever reads them.
JUDGED_OTHERWISE = ("report", COHORTS, "changes", "followed_days", "ratings", "directions", "benchmarks")
NO_COUNTS = ("indicator", "period", "place", "day", "month", "quarters", "followed_days", "pk", "members")
NAMES = ("slug", "day", "month", "key", "name", "title", "words", "value", "label")
VERIFIED = " verified"  # ends the name of the table that says how many facts of an indicator are
WHOLE, DIVIDED = "denominator", ("events", "non_events")  # of a cell: the one is the sum of the others
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
    where it `is_exact`; elsewhere it is the rounded one.
    """

    part: str
    table: str
    key: Key
    entry: str
    count: int
    is_shown: bool
    is_exact: bool = True


@dataclass(frozen=True)
class Exact:
    """A report and its cohorts without control."""

    report: Report
    cohorts: Mapping[str, Cohort]


def told_of(exact: Exact, whole: WholeReport) -> tuple[Told, ...]:
    """What a whole controlled report tells, of which `exact` knows the lines and cohorts without control."""
    key = Key(exact.report.place.kind, exact.report.place.name, exact.report.period.label)
    lines = zip(exact.report.lines, whole.report.lines, strict=True)
    found = [each for line, shown in lines for each in _of_line(LINES, key, line, shown)]
    for slug, cohort in whole.cohorts.items():
        earlier = replace(key, period=cohort.period.label)
        found += _of_line(COHORTS, earlier, exact.cohorts[slug].line, cohort.line)
    for part in other_parts():
        found += _of_part(part, key, frozen(getattr(whole, part)))
    return tuple(found)


def other_parts() -> tuple[str, ...]:
    """The parts of a whole report of which only the rounded numbers are known here."""
    return tuple(each.name for each in fields(WholeReport) if each.name not in JUDGED_OTHERWISE)


def _of_part(part: str, key: Key, plain: Any, path: tuple[str, ...] = ()) -> Iterator[Told]:
    """Every whole number of a part by where it stands; names in lists are better places than positions. What is of a
    period of its own, that of a latest mature cohort, is told of that one.
    """
    if isinstance(plain, dict):
        key = replace(key, period=plain["period"]["label"]) if "period" in plain else key
        for name, each in plain.items():
            if name not in NO_COUNTS:
                yield from _of_part(part, key, each, (*path, name))
    elif isinstance(plain, list):
        for position, each in enumerate(plain):
            yield from _of_part(part, key, each, (*path, _name_of(each) or str(position)))
    elif isinstance(plain, int) and not isinstance(plain, bool):
        yield Told(part, " ".join((part, *path[:-1])), key, path[-1] if path else part, plain, True, False)


def _name_of(plain: Any) -> str:
    """What names an item of a list: its indicator, a day of a curve, a slug, a title."""
    if not isinstance(plain, dict):
        return ""
    if "indicator" in plain:
        return str(plain["indicator"]["indicator"])
    found = (plain.get(name) for name in NAMES)
    return next((str(name) for name in found if isinstance(name, str | int)), "")


def _of_line(part: str, key: Key, exact: Line, shown: Line) -> Iterator[Told]:
    slug = exact.indicator.slug
    yield from of_cell(part, slug, key, exact.cell, shown.cell)
    for what, number in exact.apart.items():
        yield Told(part, slug, key, f"apart_{what}", number or 0, shown.apart[what] is not None)
    if exact.verified and shown.verified:
        yield from of_cell(part, f"{slug}{VERIFIED}", key, exact.verified, shown.verified)


def of_cell(part: str, table: str, key: Key, exact: Cell, shown: Cell) -> Iterator[Told]:
    """The counts of a cell. What is not yet mature tells its index rows alone."""
    if exact.maturity == "immature":
        yield Told(part, table, key, ROWS, exact.denominator or 0, shown.denominator is not None)
        return
    divided = {entry: (getattr(exact.parts, entry), getattr(shown.parts, entry)) for entry in DIVIDED}
    entries = divided | {WHOLE: (exact.denominator, shown.denominator)}
    beside = {name: (count, shown.parts.beside[name]) for name, count in exact.parts.beside.items()}
    for entry, (count, seen) in (entries | beside).items():
        yield Told(part, table, key, entry, count or 0, seen is not None)


def kept(told: Iterable[Told]) -> str:
    """What was told, as the snapshot keeps it."""
    return json.dumps([astuple(each) for each in told], ensure_ascii=False)


def as_kept(text: str) -> tuple[Told, ...]:
    """What was told, of a text that `kept` wrote."""
    return tuple(Told(part, table, Key(*key), *rest) for part, table, key, *rest in json.loads(text))
