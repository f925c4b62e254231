"""What a publication tells, number by number, with the unrounded count behind each (outcomes: section 3).

The counts are kept with the snapshot, for the guard against differencing alone: it must judge later publications
against what this one told, after records have been corrected, merged or erased. They are read of the same whole report
without control, number by number at the same place in it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields, replace
from typing import Any

from outcomes.cells import Cell
from outcomes.comparing.funnels import Hubs, cells_of_hubs
from outcomes.freezing import frozen
from outcomes.report import Line
from outcomes.whole import WholeReport

LINES, COHORTS, HUBS = "lines", "cohorts", "hubs"
# In lines, in no controlled report, or nothing that was counted: the same for whoever reads them.
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
    where it `is_exact`; a number that the report without control does not have is as it was shown.
    """

    part: str
    table: str
    key: Key
    entry: str
    count: int
    is_shown: bool
    is_exact: bool = True


def told_of(exact: WholeReport, whole: WholeReport) -> tuple[Told, ...]:
    """What a whole controlled report tells, of which `exact` is the same without control."""
    key = Key(exact.report.place.kind, exact.report.place.name, exact.report.period.label)
    lines = zip(exact.report.lines, whole.report.lines, strict=True)
    found = [each for line, shown in lines for each in _of_line(LINES, key, line, shown)]
    for slug, cohort in whole.cohorts.items():
        earlier = replace(key, period=cohort.period.label)
        known = exact.cohorts.get(slug, cohort)  # what control hides may look like a period of nobody
        found += _of_line(COHORTS, earlier, known.line, cohort.line)
    if whole.hubs:
        found += _of_hubs(key, cells_of_hubs(exact.report), whole.hubs)
    for part in (each for each in other_parts() if each != HUBS):
        found += _of_part(part, key, frozen(getattr(exact, part)), frozen(getattr(whole, part)))
    return tuple(found)


def other_parts() -> tuple[str, ...]:
    """The parts of a whole report beside its lines and cohorts, each withheld altogether."""
    return tuple(each.name for each in fields(WholeReport) if each.name not in JUDGED_OTHERWISE)


def _of_part(part: str, key: Key, exact: Any, shown: Any, path: tuple[str, ...] = ()) -> Iterator[Told]:
    """Every whole number of a part by where it stands; names in lists are better places than positions. What is of a
    period of its own, that of a latest mature cohort, is told of that one.
    """
    if isinstance(shown, dict):
        shown, exact = _flat(shown), _flat(exact)
        key = replace(key, period=shown["period"]["label"]) if "period" in shown else key
        for name, each in shown.items():
            if name not in NO_COUNTS:
                yield from _of_part(part, key, exact.get(name), each, (*path, name))
    elif isinstance(shown, list):
        beside = {_name_of(each) or str(position): each for position, each in enumerate(exact or ())}
        for position, each in enumerate(shown):
            name = _name_of(each) or str(position)
            yield from _of_part(part, key, beside.get(name), each, (*path, name))
    elif _is_count(shown) or (shown is None and _is_count(exact)):
        count, is_exact = (exact, True) if _is_count(exact) else (shown, False)
        table = " ".join((part, *path[:-1]))
        yield Told(part, table, key, path[-1] if path else part, count, shown is not None, is_exact)


def _is_count(plain: Any) -> bool:
    return isinstance(plain, int) and not isinstance(plain, bool)


def _flat(plain: Any) -> dict[str, Any]:
    """What stands under the names of a value; of a cell, its counts beside each other, as `of_cell` tells them."""
    if not isinstance(plain, dict):
        return {}
    if "parts" not in plain:
        return plain
    parts = plain["parts"]
    return {
        **{entry: parts[entry] for entry in (*DIVIDED, "unknown")},
        **parts["excluded"],
        WHOLE: plain[WHOLE],
    }


def _of_hubs(key: Key, exact: Mapping[str, Cell], shown: Hubs) -> Iterator[Told]:
    """The cells of the hubs compared are those of the reports of the hubs. They are controlled in every report."""
    for name, cell in shown.by_name.items():
        hub = Key("hub", name, key.period)
        yield from of_cell(HUBS, shown.indicator.slug, hub, exact[name], cell)


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
