"""A report against the same period a year earlier (outcomes: section 2).

Internal reports only. The difference of two controlled figures would follow from unrounded ones, and each such
difference is one more sum a reader could solve, so controlled reports make none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outcomes.cells import Cell
from outcomes.indicators import Indicator
from outcomes.periods import Period, financial_year, quarter
from outcomes.report import Counted, Report, line_of
from outcomes.statistics import Verdict, newcombe_difference, people_needed, verdict

MOST_PEOPLE = 100_000  # a number of people above this says nothing to anybody


@dataclass(frozen=True)
class Change:
    """How a share differs from a year earlier: fractions, the difference with its 95 % interval."""

    indicator: Indicator
    earlier: Cell
    difference: float
    low: float
    high: float
    verdict: Verdict

    @property
    def direction(self) -> str:
        """higher, lower or not_established"""
        return self.verdict.direction

    @property
    def is_good(self) -> bool:
        """Whether an established direction is the wanted one."""
        return (self.direction == "higher") == (self.indicator.good == "up")


def year_earlier(period: Period) -> Period:
    """The same quarter, or financial year, one year earlier."""
    first = period.starts_on
    return financial_year(first.year - 1) if period.is_year else quarter(first.year - 1, first.month // 3 + 1)


def changes(report: Report, counted: Mapping[str, Counted] | None = None) -> dict[str, Change]:
    """The indicators of an internal report that can be compared, by slug; none for a controlled one.

    Both cells must be mature and rest on enough people, and no series break may lie between them. `counted`: what was
    counted already of the quarters a year earlier, by slug; what is missing there is asked for.
    """
    if not report.internal:
        return {}
    return {change.indicator.slug: change for change in _changes(report, counted or {})}


def _changes(report: Report, counted: Mapping[str, Counted]) -> Iterator[Change]:
    before, at = year_earlier(report.period), report.moment
    for line in report.lines:
        if _is_whole(line.indicator, line.cell) and is_one_series(line.indicator, before, report.period):
            known = counted.get(line.indicator.slug)
            earlier = (
                known.line(before)
                if known
                else line_of(line.indicator, report.place, before, at, internal=True)
            ).cell
            if _is_whole(line.indicator, earlier):
                yield _change(line.indicator, line.cell, earlier)


def is_one_series(indicator: Indicator, before: Period, after: Period) -> bool:
    """Whether no series break lies between two periods; that of the break counts from it on."""
    change = indicator.series_break
    return change is None or before.ends_on >= change or after.ends_on < change


def _is_whole(indicator: Indicator, cell: Cell) -> bool:
    return cell.rate is not None and (cell.denominator or 0) >= indicator.smallest_group


def _change(indicator: Indicator, now: Cell, earlier: Cell) -> Change:
    low, high = newcombe_difference(
        now.numerator or 0, now.denominator or 0, earlier.numerator or 0, earlier.denominator or 0
    )
    difference = (now.rate or 0) - (earlier.rate or 0)
    said = verdict(100 * low, 100 * high, "percentage points", _needed(earlier, difference))
    return Change(indicator, earlier, difference, low, high, said)


def _needed(earlier: Cell, difference: float) -> int | None:
    """How many people in each period would establish a difference as small as this; None for more than can be."""
    if not difference:
        return None
    needed = people_needed(earlier.rate or 0, -difference)
    return needed if needed <= MOST_PEOPLE else None
