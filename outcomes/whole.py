"""A whole report: everything that the page and every file of it show, worked out once and controlled.

It holds nothing but plain values, so that it can be put away and read again as it was (outcomes: section 4, Snapshot).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .comparing.a_year_earlier import Change, changes
from .comparing.cohorts import Cohort, latest_cohorts
from .comparing.funnels import Hubs, hubs_compared
from .indicators.time_to_reoffence import followed_to
from .report import Report


@dataclass(frozen=True)
class WholeReport:
    """A report with what stands around its lines. Mappings are by the slug of the indicator.

    `cohorts`: the latest period that can be read, of what cannot be read yet. `changes`: against a year earlier,
    internal reports only. `followed_days`: for how many days everybody of the survival curve has been followed.
    """

    report: Report
    cohorts: Mapping[str, Cohort]
    changes: Mapping[str, Change]
    hubs: Hubs | None
    followed_days: int


def whole_report(report: Report) -> WholeReport:
    """The whole of a report, with the queries that its other parts need."""
    return WholeReport(
        report=report,
        cohorts=latest_cohorts(report),
        changes=changes(report),
        hubs=hubs_compared(report),
        followed_days=(followed_to(report.moment) - report.period.ends_on).days,
    )
