"""Which earlier period stands for one that cannot be read yet (outcomes: Time)."""

import datetime
from typing import TYPE_CHECKING

from foundation.lifecycle.dates import quarter_start
from outcomes.indicators import Indicator
from outcomes.maturity import has_offences
from outcomes.moments import ReportMoment
from outcomes.periods import Period, financial_year, quarter_with

if TYPE_CHECKING:
    from .value import Report

FARTHEST = 12  # periods back: an older cohort says nothing about this one


def latest_mature_periods(report: "Report") -> dict[str, Period]:
    """The latest mature period of the same kind, by slug, of each immature indicator with anybody in it. Those that
    another one leads have none: the table does not show them.
    """
    found = {}
    for line in report.lines:
        waits = line.cell.maturity == "immature" and line.cell.denominator != 0
        if waits and not line.indicator.led_by:
            period = _latest_mature(line.indicator, report.period, report.moment)
            if period is not None:
                found[line.indicator.slug] = period
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
