"""Where an indicator is heading: a line through its whole comparable series, never its last step (outcomes: Rating)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outcomes.comparing.a_year_earlier import is_one_series
from outcomes.periods import Period
from outcomes.report import Counted, Line, Report
from outcomes.statistics import fitted_slope

from .series import Series, quarters_of

FEWEST = 6
RISING, FALLING, NOT_ESTABLISHED, TOO_FEW = "rising", "falling", "not_established", "too_few"


@dataclass(frozen=True)
class Direction:
    """The slope of a share, a quarter, as a fraction with its 95 % interval; None for a series of too few quarters.

    `state`: rising or falling where the interval lies wholly on one side of zero, else not_established or too_few.
    """

    state: str
    quarters: int
    slope: float | None = None
    low: float | None = None
    high: float | None = None


def directions_of(report: Report, series: Series) -> Mapping[str, Direction]:
    """The direction of each share by slug. Controlled reports fit it through the rates that reports publish, so that it
    says nothing new about anybody.
    """
    quarters = quarters_of(report)
    return {
        line.indicator.slug: _direction(_points(series[line.indicator.slug], line, report.period, quarters))
        for line in report.lines
        if line.indicator.unit == "share" and line.indicator.slug in series
    }


def directions_through(
    report: Report, slugs: Iterable[str], rates: Mapping[str, Mapping[int, float]]
) -> Mapping[str, Direction]:
    """The directions of some indicators through rates by the number of their quarter: those that were published."""
    quarters = {quarter.quarters[0]: quarter for quarter in quarters_of(report)}
    found = {}
    for slug in slugs:
        known, of = rates.get(slug, {}), report.line(slug).indicator
        comparable = [number for number in quarters if is_one_series(of, quarters[number], report.period)]
        found[slug] = _direction([(number, known[number]) for number in comparable if number in known])
    return found


def _points(counted: Counted, line: Line, period: Period, quarters: list[Period]) -> list[tuple[int, float]]:
    """The quarters that have a rate and lie in one series with the period, each as its number and rate."""
    points = []
    for quarter in quarters:
        has_rate = counted.people(quarter) >= counted.indicator.smallest_group
        if has_rate and is_one_series(counted.indicator, quarter, period):
            found = line if quarter == period else counted.line(quarter)
            if found.cell.rate is not None:
                points.append((quarter.quarters[0], found.cell.rate))
    return points


def _direction(points: list[tuple[int, float]]) -> Direction:
    if len(points) < FEWEST:
        return Direction(TOO_FEW, len(points))
    slope = fitted_slope(points)
    state = RISING if slope.low > 0 else FALLING if slope.high < 0 else NOT_ESTABLISHED
    return Direction(state, len(points), slope.value, slope.low, slope.high)
