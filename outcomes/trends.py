"""One indicator over the last quarters, each worked out as its report would be (outcomes: section 4)."""

import datetime

from foundation.lifecycle.dates import quarter_start

from .indicators import Indicator
from .moments import report_moment
from .periods import Period, quarter_with
from .places import ReportPlace
from .report import Line, lines_of

QUARTERS = 8


def quarters_up_to(period: Period) -> list[Period]:
    """The eight calendar quarters that end with a period, the oldest first."""
    last = period.quarters[-1]
    return [quarter_with(quarter_start(number)) for number in range(last - QUARTERS + 1, last + 1)]


def trend_of(
    indicator: Indicator,
    place: ReportPlace,
    period: Period,
    as_at: datetime.date,
    known_at: datetime.datetime | None,
    *,
    internal: bool,
) -> list[tuple[Period, Line]]:
    """The indicator's line in each of the last eight quarters, in one query."""
    periods = quarters_up_to(period)
    at = report_moment(as_at, known_at)
    return list(zip(periods, lines_of(indicator, place, periods, at, internal), strict=True))
