"""The latest mature cohort of an indicator whose own period cannot be read yet (outcomes: Time)."""

from collections.abc import Mapping
from dataclasses import dataclass

from outcomes.periods import Period
from outcomes.report import Counted, Line, Report, latest_mature_periods, line_of


@dataclass(frozen=True)
class Cohort:
    """The line of an earlier period of the same kind, controlled as in that period's own report."""

    period: Period
    line: Line


def latest_cohorts(
    report: Report, counted: Mapping[str, Counted] | None = None, shown: Report | None = None
) -> dict[str, Cohort]:
    """The latest mature cohort of each immature indicator with anybody in it, by slug; one query for each that was not
    `counted` so far back already. Those that another one leads have none: the table does not show them.

    shown: the report after control. What it hides may be somebody, so it has cohorts that its exact form would lack.
    """
    found = {}
    for slug, period in latest_mature_periods(shown or report).items():
        known = (counted or {}).get(slug)
        if known is not None and set(period.quarters) <= set(known.quarters):
            earlier = known.line(period)
        else:
            of = report.line(slug).indicator
            earlier = line_of(of, report.place, period, report.moment, report.internal)
        found[slug] = Cohort(period, earlier)
    return found
