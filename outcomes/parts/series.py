"""The indicators of a report over the quarters before it, counted once for everything that looks back."""

from collections.abc import Mapping

from foundation.lifecycle.dates import quarter_start
from outcomes.periods import Period, quarter_with
from outcomes.report import Counted, Report, counted_of

Series = Mapping[str, Counted]


def series_of(report: Report) -> Series:
    """What was counted of each indicator of the table that looks back, in the last five years."""
    found = report.beside.series
    return {
        each.slug: counted_of(each, found, report.place, report.moment, report.groups, report.internal)
        for battery in found.asked.batteries
        for each in battery
    }


def quarters_of(report: Report) -> list[Period]:
    """The quarters of the series, the oldest first."""
    return [quarter_with(quarter_start(number)) for number in report.beside.series.asked.quarters]
