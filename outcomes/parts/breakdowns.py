"""Who a figure is of: the same figure by sex, age, ethnic group and need (outcomes: section 4, Equality)."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from outcomes import disclosure
from outcomes.beside.groups import GROUPINGS, INDICATORS, by_value, divided_by_groups
from outcomes.cells import Cell
from outcomes.comparing.cohorts import Cohort
from outcomes.engine import Counts
from outcomes.indicators import Indicator
from outcomes.periods import Period
from outcomes.report import Groups, Line, Report, key_of, members_of
from outcomes.strata import Stratum, WhereOf
from outcomes.working_out import cell_of

WHOLE = ""


@dataclass(frozen=True)
class Group:
    """One group of people, and its cell."""

    words: str
    cell: Cell


@dataclass(frozen=True)
class Breakdown:
    """One figure by one grouping. No groups: they cannot be shown without giving a hidden figure away."""

    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Divided:
    """One indicator by each grouping, in its own period or in that of its latest mature cohort."""

    indicator: Indicator
    period: Period
    whole: Cell
    breakdowns: tuple[Breakdown, ...]


def divided(report: Report, cohorts: Mapping[str, Cohort]) -> tuple[Divided, ...]:
    """The indicators that can be read and may be shown, by group."""
    return tuple(_divided(report, cohorts))


def _divided(report: Report, cohorts: Mapping[str, Cohort]) -> Iterator[Divided]:
    for line in report.lines:
        slug, period = line.indicator.slug, report.period
        if slug in cohorts:
            line, period = cohorts[slug].line, cohorts[slug].period
        if slug in INDICATORS and _can_be_read(line):
            yield _one(report, line, period)


def _can_be_read(line: Line) -> bool:
    return bool(
        line.cell.maturity != "immature" and line.cell.denominator and line.cell.numerator is not None
    )


def _one(report: Report, line: Line, period: Period) -> Divided:
    place, at, groups, indicator = report.place, report.moment, report.groups, line.indicator
    found = report.beside.by_groups[indicator.slug].counts(divided_by_groups(indicator).slug)
    breakdowns = []
    for stratum in GROUPINGS:
        counts = _by_group(by_value(stratum, found), members_of(place, groups))
        cells = {where: cell_of(indicator, period, counted, at) for where, counted in counts.items()}
        own = key_of(place)
        if not report.internal:
            cells = controlled_groups(cells, line.cell, own, stratum, groups)
        breakdowns.append(Breakdown(stratum.title, tuple(_groups(cells, own, stratum))))
    return Divided(indicator, period, line.cell, tuple(breakdowns))


def _groups(cells: Mapping[tuple[str, str], Cell], own: str, stratum: Stratum) -> Iterator[Group]:
    """The groups in their order, without those that nobody is in."""
    for value, words in stratum.values.items():
        cell = cells.get((own, value))
        if cell is not None and (cell.denominator is None or cell.denominator or cell.parts.unknown):
            yield Group(words, cell)


def _by_group(
    found: Mapping[WhereOf, Counts], members: Mapping[str, frozenset[int | None]]
) -> dict[tuple[str, str], Counts]:
    """The counts of every group at every place that adds up, and of the whole of it."""
    keys_of: dict[int | None, list[str]] = {}
    for key, places in members.items():
        for place in places:
            keys_of.setdefault(place, []).append(key)
    pools: dict[tuple[str, str], Counts] = {}
    for (place, _, value), counted in found.items():
        for key in keys_of.get(place, ()):
            for group in (value, WHOLE):
                pools.setdefault((key, group), Counter()).update(counted)
    return pools


def controlled_groups(
    cells: Mapping[tuple[str, str], Cell], shown: Cell, own: str, stratum: Stratum, groups: Groups | None
) -> dict[tuple[str, str], Cell]:
    """The groups controlled together with the same groups of every place that adds up, and with their wholes.

    Where this would hide of the whole what the report shows, no group is shown: the whole is told already.
    """
    keys = {key for key, _ in cells}
    values = [value for value in stratum.values if any((key, value) in cells for key in keys)]
    within = [((key, WHOLE), [(key, value) for value in values if (key, value) in cells]) for key in keys]
    across = [
        ((whole, value), [(part, value) for part in parts if (part, value) in cells])
        for whole, parts in (groups.sums if groups else ())
        for value in [WHOLE, *values]
        if (whole, value) in cells
    ]
    sums = [(_name(whole), [_name(part) for part in parts]) for whole, parts in [*across, *within]]
    table = disclosure.control_table(
        {_name(where): cell for where, cell in cells.items()},
        sums,
        settings.SMALLEST_NUMBER_SHOWN,
        told=[_name((key, WHOLE)) for key in keys] + _names(groups.told if groups else (), cells),
        unseen=_names(groups.unseen if groups else (), cells),
    )
    controlled = {where: table[_name(where)] for where in cells}
    if (own, WHOLE) in controlled and _tells_more(shown, controlled[own, WHOLE]):
        return {}
    return controlled


def _tells_more(shown: Cell, controlled: Cell) -> bool:
    """Whether the report shows something of a cell that is hidden here, or hides something that is shown here."""
    return _hidden(shown) != _hidden(controlled)


def _hidden(cell: Cell) -> Sequence[bool]:
    return [part is None for part in (cell.numerator, cell.denominator, *cell.parts.beside.values())]


def _names(keys: Collection[str], cells: Mapping[tuple[str, str], Cell]) -> list[str]:
    """The names of every group at some places."""
    return [_name(where) for where in cells if where[0] in keys]


def _name(where: tuple[str, str]) -> str:
    return "|".join(where)
