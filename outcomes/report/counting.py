"""From counts to the lines of a report: the figure of each cell, and disclosure control last (outcomes: section 3)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings

from outcomes import disclosure, rollup
from outcomes.beside.later import LATER, LATER_OF, REFERRED_LATER
from outcomes.cells import Cell
from outcomes.engine import Where, counted_apart, parts_of
from outcomes.indicators import Indicator
from outcomes.moments import ReportMoment
from outcomes.periods import Period
from outcomes.places import ReportPlace
from outcomes.rollup import Asked, Found
from outcomes.rounding import DECIMALS, RATE_FROM, rounded
from outcomes.statistics import mean_of
from outcomes.working_out import cell_of, verified_cell

from .groups import Groups, groups_beside, key_of, members_of, places_asked, pooled, pools_of
from .value import Line


@dataclass(frozen=True)
class Counted:
    """What was counted of an indicator in some quarters, from which the line of any period within them follows.

    `waited` are the waits of one that measures them; `groups` what control needs beside the place, None for none.
    """

    indicator: Indicator
    place: ReportPlace
    at: ReportMoment
    internal: bool
    groups: Groups | None
    quarters: Collection[int]
    found: Mapping[Where, Counter]
    waited: Mapping[Where, Counter] = field(default_factory=dict)

    def line(self, period: Period) -> Line:
        """The line of a period, controlled unless the report is internal."""
        found, waited = _within(self.found, period), _within(self.waited, period)
        own = pooled(found, self.place.members)
        whole = cell_of(self.indicator, period, own, self.at, pooled(waited, self.place.members))
        verified = verified_cell(self.indicator, whole, own)
        if self.internal:
            apart = counted_apart(self.indicator, own)
            return Line(self.indicator, whole, apart, _known_share(whole), verified)
        k = settings.SMALLEST_NUMBER_SHOWN
        pools = pools_of(found, members_of(self.place, self.groups))
        cells = {key: cell_of(self.indicator, period, pool, self.at) for key, pool in pools.items()}
        cells[key_of(self.place)] = whole
        controlled = self._controlled(cells, k)
        return Line(
            self.indicator,
            controlled,
            self._apart(pools, k),
            disclosure.known_share(whole, controlled),
            self._verified(pools, cells, k) if verified and controlled.numerator is not None else None,
        )

    def people(self, period: Period) -> int:
        """How many a rate of the period would rest on, before control."""
        parts = parts_of(self.indicator, pooled(_within(self.found, period), self.place.members))
        return (parts.events or 0) + (parts.non_events or 0)

    def _controlled(self, cells: Mapping[str, Cell], k: int) -> Cell:
        beside = self.groups or Groups({}, ())
        table = disclosure.control_table(cells, beside.sums, k, beside.told, beside.unseen)
        return table[key_of(self.place)]

    def _apart(self, pools: Mapping[str, Counter], k: int) -> dict[str, int | None]:
        """What is counted apart, beside the same of every place that adds up with this one."""
        by_place = {key: counted_apart(self.indicator, pool) for key, pool in pools.items()}
        shown = {}
        for what in self.indicator.counted_apart:
            counts = {key: disclosure.only_counted(apart[what]) for key, apart in by_place.items()}
            shown[what] = self._controlled(counts, k).denominator
        return shown

    def _verified(self, pools: Mapping[str, Counter], cells: Mapping[str, Cell], k: int) -> Cell:
        told = {key: verified_cell(self.indicator, cells[key], pool) for key, pool in pools.items()}
        return self._controlled({key: said for key, said in told.items() if said}, k)


def counted_of(
    indicator: Indicator,
    found: Found,
    place: ReportPlace,
    at: ReportMoment,
    groups: Groups | None,
    internal: bool,
) -> Counted:
    """What was found of an indicator that was asked for at `places_asked`."""
    waited = found.stops(indicator) if indicator.waits else {}
    return Counted(
        indicator, place, at, internal, groups, found.asked.quarters, found.counts(indicator.slug), waited
    )


def lines_together(
    batteries: Sequence[Sequence[Indicator]],
    place: ReportPlace,
    periods: Sequence[Period],
    at: ReportMoment,
    internal: bool,
) -> list[list[Line]]:
    """The lines of each indicator of some batteries in each of some periods: all read of the rollup at once, or in a
    query for each battery that is counted live, and one more where it measures waits.
    """
    groups = groups_beside(place, internal)
    quarters = sorted({number for period in periods for number in period.quarters})
    asked = Asked(batteries, place.family, quarters, places_asked(place, groups))
    found, later = rollup.read(at, asked, later_asked(place, quarters))
    return [
        [
            with_later(with_mean_days(counted.line(period), period, place, found), period, place, later)
            for period in periods
        ]
        for battery in batteries
        for each in battery
        for counted in [counted_of(each, found, place, at, groups, internal)]
    ]


def lines_of(
    indicator: Indicator, place: ReportPlace, periods: Sequence[Period], at: ReportMoment, internal: bool
) -> list[Line]:
    """An indicator's line in each of some periods, as `lines_together` gives them."""
    return lines_together([[indicator]], place, periods, at, internal)[0]


def line_of(
    indicator: Indicator, place: ReportPlace, period: Period, at: ReportMoment, internal: bool
) -> Line:
    """An indicator's line, in one query, or two where it measures waits."""
    return lines_of(indicator, place, [period], at, internal)[0]


def with_mean_days(line: Line, period: Period, place: ReportPlace, found: Found) -> Line:
    """The line of an indicator with a curve, with the mean days of those who had the event; after control in whole
    days, and of 30 people or more (outcomes: R3; section 3). Any other line as it is.
    """
    cell = line.cell
    if line.indicator.survival is None or cell.maturity == "immature" or cell.numerator is None:
        return line
    days: Counter[int] = Counter()
    for (day, had_event), people in pooled(
        _within(found.stops(line.indicator), period), place.members
    ).items():
        days[day] += people if had_event else 0
    events = days.total()
    if not events or (cell.controlled and events < RATE_FROM):
        return line
    mean = mean_of(days).value
    return replace(line, mean_days=rounded(mean, DECIMALS["days"]) if cell.controlled else mean)


def later_asked(place: ReportPlace, quarters: Collection[int]) -> Asked:
    """Whom a hub got to know only after their release; of another place there is no such thing."""
    batteries = [[each] for each in LATER] if place.kind == "hub" else []
    return Asked(batteries, place.family, quarters, place.only)


def with_later(line: Line, period: Period, place: ReportPlace, later: Found) -> Line:
    """The line of a figure of releases at a hub, with how many were referred to it only afterwards, counted apart."""
    of = LATER_OF.get(line.indicator.slug)
    if of is None or place.kind != "hub":
        return line
    people = pooled(_within(later.counts(of.slug), period), place.members).total()
    k = settings.SMALLEST_NUMBER_SHOWN
    shown = disclosure.control_count(people, k) if line.cell.controlled else people
    return replace(line, apart={**line.apart, REFERRED_LATER: shown})


def _known_share(cell: Cell) -> float | None:
    """The share of people about whom the answer is known; None for nobody and before the cell is mature, and for a
    figure per person without anybody who shares the events.
    """
    known, unknown = cell.denominator or 0, cell.parts.unknown or 0
    if cell.maturity == "immature" or not known + unknown or (cell.per and not known):
        return None
    return known / (known + unknown)


def _within(found: Mapping[Where, Counter], period: Period) -> dict[Where, Counter]:
    """The counts of one period."""
    return {where: counted for where, counted in found.items() if where[1] in period.quarters}
