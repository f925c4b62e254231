"""The latest mature cohort of an indicator whose own period cannot be read yet (outcomes: Time)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from foundation.lifecycle.dates import quarter_start
from outcomes.indicators import Indicator
from outcomes.maturity import has_offences
from outcomes.moments import ReportMoment
from outcomes.periods import Period, financial_year, quarter_with
from outcomes.report import Counted, Line, Report, line_of

FARTHEST = 12  # periods back: an older cohort says nothing about this one


@dataclass(frozen=True)
class Cohort:
    """The line of an earlier period of the same kind, controlled as in that period's own report."""

    period: Period
    line: Line


def latest_cohorts(report: Report, counted: Mapping[str, Counted] | None = None) -> dict[str, Cohort]:
    """The latest mature cohort of each immature indicator with anybody in it, by slug; one query for each that was not
    `counted` so far back already. Those that another one leads have none: the table does not show them.
    """
    at, found = report.moment, {}
    for line in report.lines:
        waits = line.cell.maturity == "immature" and line.cell.denominator != 0
        if waits and not line.indicator.led_by:
            period = _latest_mature(line.indicator, report.period, at)
            if period is not None:
                known = (counted or {}).get(line.indicator.slug)
                has_it = known is not None and set(period.quarters) <= set(known.quarters)
                earlier = (
                    known.line(period)
                    if known and has_it
                    else line_of(line.indicator, report.place, period, at, report.internal)
                )
                found[line.indicator.slug] = Cohort(period, earlier)
    return found


def _latest_mature(indicator: Indicator, period: Period, at: ReportMoment) -> Period | None:
    for _ in range(FARTHEST):
        period = _before(period)
        matures = indicator.matures_on(period.ends_on)
        if matures <= at.as_at and has_offences(indicator, matures, at):
            return period
    return None


def _before(period: Period) -> Period:
    """The quarter, or financial year, before one."""
    if period.is_year:
        return financial_year(period.starts_on.year - 1)
    return quarter_with(quarter_start(period.quarters[0]) - datetime.timedelta(days=1))
