"""The outcome report: one value that every page and file of it is made from (outcomes: section 4).

Maturity, rate, interval and disclosure control happen here, once; disclosure control last.
"""

import datetime
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from foundation.lifecycle.dates import end_of_london_day
from people.models import Area

from . import disclosure, engine, rollup
from .cells import Cell
from .disclosure import Knot
from .indicators import SPECIFICATION, Indicator, batteries
from .moments import ReportMoment, report_moment
from .periods import Period
from .places import ReportPlace
from .statistics import Curve, Step, product_limit
from .working_out import cell_of, verified_cell

log = logging.getLogger(__name__)


class ImpossibleMoment(ValueError):
    """The report was asked for as at a day that has not come."""


@dataclass(frozen=True)
class Line:
    """One indicator of the report: its declaration, its cell, and what is counted apart (None: not shown).

    `known_share` is the share of people about whom the answer is known, None where it may not be shown. `verified` is
    the cell of how many of the numerator's facts have a verified claim, of an indicator that can say so: None before it
    is mature, and where the numerator is not shown.
    """

    indicator: Indicator
    cell: Cell
    apart: Mapping[str, int | None]
    known_share: float | None = None
    verified: Cell | None = None


@dataclass(frozen=True)
class Report:
    """A whole report, frozen. `lines` are in catalogue order; `survival` belongs to `time-to-reoffence`.

    `survival` holds day 0 and every day with an event when internal (carry forward between), else monthly knots.
    """

    place: ReportPlace
    period: Period
    as_at: datetime.date
    known_at: datetime.datetime
    specification: str
    code_version: str
    internal: bool
    lines: tuple[Line, ...]
    survival: tuple[Step | Knot, ...]

    def line(self, slug: str) -> Line:
        """The line of an indicator. Raises LookupError."""
        for line in self.lines:
            if line.indicator.slug == slug:
                return line
        raise LookupError(f"the report has no indicator {slug!r}")


def outcome_report(
    place: ReportPlace,
    period: Period,
    as_at: datetime.date | None = None,
    known_at: datetime.date | datetime.datetime | None = None,
    internal: bool = False,
) -> Report:
    """The report of a place and period as at a day (default today), as known at a moment (default now).

    A known-at date means the end of that London day. internal: without disclosure control, for the staff concerned.
    Raises ImpossibleMoment for a day that has not come.
    """
    today = timezone.localdate()
    as_at = as_at or today
    known = _moment_known(known_at)
    if as_at > today:
        raise ImpossibleMoment("A report can be as at today or earlier; that day has not come.")
    if known and timezone.localdate(known) > today:
        known = None  # nothing is known yet that is not known now
    at = report_moment(as_at, known)
    lines = tuple(_lines(place, period, at, internal))
    survival = tuple(
        point for line in lines if line.indicator.survival for point in _survival(line, place, period, at)
    )
    if not internal:
        _log_control(place, period, lines)
    return Report(
        place,
        period,
        as_at,
        known or timezone.now(),
        SPECIFICATION,
        settings.CODE_VERSION,
        internal,
        lines,
        survival,
    )


def _lines(place: ReportPlace, period: Period, at: ReportMoment, internal: bool) -> Iterator[Line]:
    groups = None if _stands_alone(place, internal) else _areas_and_their_sums()
    for battery in batteries():
        for (line,) in lines_together(battery, place, [period], at, internal, groups):
            yield line


def _log_control(place: ReportPlace, period: Period, lines: Sequence[Line]) -> None:
    """Disclosure control is never skipped, and its log says so (outcomes: section 3)."""
    hidden = [line.indicator.slug for line in lines if line.cell.suppressed]
    log.info("disclosure control applied to %s %s; hidden in: %s", place, period, ", ".join(hidden) or "none")


def _moment_known(known_at: datetime.date | datetime.datetime | None) -> datetime.datetime | None:
    if known_at is None or isinstance(known_at, datetime.datetime):
        return known_at
    return end_of_london_day(known_at)


def line_of(
    indicator: Indicator, place: ReportPlace, period: Period, at: ReportMoment, internal: bool
) -> Line:
    """An indicator's line, in one query, or two where it measures waits."""
    return lines_of(indicator, place, [period], at, internal)[0]


def lines_of(
    indicator: Indicator,
    place: ReportPlace,
    periods: Sequence[Period],
    at: ReportMoment,
    internal: bool,
    groups: "_Groups | None" = None,
) -> list[Line]:
    """An indicator's line in each of some periods, as `lines_together` gives them."""
    return lines_together([indicator], place, periods, at, internal, groups)[0]


def lines_together(
    battery: Sequence[Indicator],
    place: ReportPlace,
    periods: Sequence[Period],
    at: ReportMoment,
    internal: bool,
    groups: "_Groups | None" = None,
) -> list[list[Line]]:
    """The lines of each indicator of a battery in each of some periods, in one query, or two where it measures waits.

    Control needs the cells beside the place's own, so they are counted too. `groups`: the areas and their sums, when
    they have been read for this report already.
    """
    alone = _stands_alone(place, internal)
    quarters = [number for period in periods for number in period.quarters]
    places = place.only if alone else None
    groups = None if alone else groups or _areas_and_their_sums()
    lines = []
    for indicator, found in _counted(battery, place, at, quarters, places):
        waited = rollup.stops(indicator, place.family, at, quarters, place.only) if indicator.waits else {}
        lines.append([
            _line(indicator, place, period, at, internal, _within(found, period), _within(waited, period), groups)
            for period in periods
        ])  # fmt: skip
    return lines


def _counted(
    battery: Sequence[Indicator],
    place: ReportPlace,
    at: ReportMoment,
    quarters: Sequence[int],
    places: Sequence[int | None] | None,
) -> Iterator[tuple[Indicator, Mapping[engine.Where, Counter]]]:
    """Each indicator with its counts; those by change are asked together."""
    if len(battery) == 1:
        yield battery[0], rollup.counts(battery[0], place.family, at, quarters, places)
        return
    found = rollup.counts_together(battery, place.family, at, quarters, places)
    yield from ((each, found[each.slug]) for each in battery)


def _stands_alone(place: ReportPlace, internal: bool) -> bool:
    """Whether the place's figures need no cells beside them: without control, and for a hub."""
    return internal or place.kind == "hub"


def _line(
    indicator: Indicator,
    place: ReportPlace,
    period: Period,
    at: ReportMoment,
    internal: bool,
    found: Mapping[engine.Where, Counter],
    waited: Mapping[engine.Where, Counter],
    groups: "_Groups | None",
) -> Line:
    own = _pooled(found, place.members)
    whole = cell_of(indicator, period, own, at, _pooled(waited, place.members))
    beside, says = engine.counted_apart(indicator, own), verified_cell(indicator, whole, own)
    if internal:
        return Line(indicator, whole, beside, _known_share(whole), says)
    smallest = settings.SMALLEST_NUMBER_SHOWN
    apart = {what: disclosure.control_count(number, smallest) for what, number in beside.items()}
    members = (
        {_key(place): place.members} if groups is None else {**groups.members, _key(place): place.members}
    )
    pools = {key: _pooled(found, places) for key, places in members.items()}
    cells = {key: cell_of(indicator, period, pool, at) for key, pool in pools.items()} | {_key(place): whole}
    sums = () if groups is None else groups.sums
    controlled = disclosure.control_table(cells, sums, smallest)[_key(place)]
    if says and controlled.numerator is not None:
        told = {
            key: said for key, pool in pools.items() if (said := verified_cell(indicator, cells[key], pool))
        }
        says = disclosure.control_table(told, sums, smallest)[_key(place)]
    else:
        says = None
    return Line(indicator, controlled, apart, disclosure.known_share(whole, controlled), says)


def _known_share(cell: Cell) -> float | None:
    """The share of people about whom the answer is known; None for nobody and before the cell is mature."""
    known, unknown = cell.denominator or 0, cell.parts.unknown or 0
    return known / (known + unknown) if known and cell.maturity != "immature" else None


def _within(found: Mapping[engine.Where, Counter], period: Period) -> dict[engine.Where, Counter]:
    """The counts of one period."""
    return {where: counted for where, counted in found.items() if where[1] in period.quarters}


def _pooled(found: Mapping[engine.Where, Counter], members: frozenset[int | None]) -> Counter:
    """The counts of some places, all quarters added up."""
    return sum((counted for (place, _), counted in found.items() if place in members), Counter())


@dataclass(frozen=True)
class _Groups:
    """The areas with everything they add up to, by key."""

    members: Mapping[str, frozenset[int | None]]
    sums: Sequence[tuple[str, Sequence[str]]]


def _areas_and_their_sums() -> _Groups:
    """Areas, contract areas and England: a reader who has them all must not find a hidden area by subtraction."""
    members: dict[str, frozenset[int | None]] = {"area None": frozenset({None})}
    of_contract: dict[int | None, list[str]] = {None: ["area None"]}
    for area in Area.objects.order_by("pk"):
        members[f"area {area.pk}"] = frozenset({area.pk})
        of_contract.setdefault(area.contract_area_id, []).append(f"area {area.pk}")
    tops = of_contract.pop(None)
    everywhere = frozenset[int | None]().union(*members.values())
    sums = []
    for contract, areas in of_contract.items():
        members[f"contract_area {contract}"] = frozenset[int | None]().union(*(members[key] for key in areas))
        sums.append((f"contract_area {contract}", areas))
        tops.append(f"contract_area {contract}")
    members["england None"] = everywhere
    return _Groups(members, [*sums, ("england None", tops)])


def _key(place: ReportPlace) -> str:
    return f"{place.kind} {place.pk}"


def _survival(line: Line, place: ReportPlace, period: Period, at: ReportMoment) -> Sequence[Step | Knot]:
    """The curve beside a survival indicator's cell; none while that is immature."""
    if line.cell.maturity == "immature":
        return ()
    found = rollup.stops(line.indicator, place.family, at, period.quarters, place.only)
    curve: Curve = product_limit(_pooled(found, place.members))
    if line.cell.controlled:
        return disclosure.control_curve(curve, line.cell, settings.SMALLEST_NUMBER_SHOWN)
    return curve.event_steps
