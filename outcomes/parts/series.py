"""The indicators of a report over the quarters before it, counted once for everything that looks back."""

from collections.abc import Mapping

from foundation.lifecycle.dates import quarter_start
from outcomes.indicators import Indicator
from outcomes.periods import Period, quarter_with
from outcomes.report import Counted, Report, counted_together

QUARTERS = 20  # five years: longer ago says nothing about now

Series = Mapping[str, Counted]


def series_of(report: Report) -> Series:
    """What was counted of each indicator of the table in the last five years: read of the rollup at once, else a query
    each. Waits are left out: they are read once, by what is known of them now.
    """
    last = report.period.quarters[-1]
    quarters = range(last - QUARTERS + 1, last + 1)
    asked = [[line.indicator] for line in report.lines if looks_back(line.indicator)]
    counted = counted_together(asked, report.place, quarters, report.moment, report.internal)
    return {each.indicator.slug: each for each in counted}


def looks_back(indicator: Indicator) -> bool:
    """Whether an earlier quarter of it can be told from this one."""
    return not indicator.led_by and indicator.waits is None and indicator.unit != "places"


def quarters_of(report: Report) -> list[Period]:
    """The quarters of the series, the oldest first."""
    last = report.period.quarters[-1]
    return [quarter_with(quarter_start(number)) for number in range(last - QUARTERS + 1, last + 1)]
