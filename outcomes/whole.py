"""A whole report: everything that the page and every file of it show, worked out once and controlled.

It holds nothing but plain values, so that it can be put away and read again as it was (outcomes: section 4, Snapshot).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from .benchmarks import Benchmark, benchmarks_of
from .comparing.a_year_earlier import Change, changes
from .comparing.cohorts import Cohort, latest_cohorts
from .comparing.funnels import Hubs, hubs_compared
from .comparing.reoffending import ReoffendingCompared, reoffending_compared
from .indicators.time_to_reoffence import followed_to
from .parts.breakdowns import Divided, divided
from .parts.directions import Direction, directions_of
from .parts.flow import Flow, flow_of
from .parts.lateness import Lateness, lateness_of
from .parts.ratings import Rated, ratings_of
from .parts.retention import Retention, retention_of
from .parts.series import series_of
from .report import Report


@dataclass(frozen=True)
class WholeReport:
    """A report with what stands around its lines. Mappings are by the slug of the indicator.

    `cohorts`: the latest period that can be read, of what cannot be read yet. `changes`: against a year earlier,
    internal reports only. `benchmarks`: published figures of the same definition. `followed_days`: for how many days
    everybody of the survival curve has been followed. `compared`: None in what was frozen before there was one.
    """

    report: Report
    flow: Flow
    cohorts: Mapping[str, Cohort]
    changes: Mapping[str, Change]
    ratings: Mapping[str, Rated]
    directions: Mapping[str, Direction]
    benchmarks: Mapping[str, tuple[Benchmark, ...]]
    hubs: Hubs | None
    followed_days: int
    retention: Retention
    divided: tuple[Divided, ...]
    lateness: Lateness
    compared: ReoffendingCompared | None = None


def whole_report(report: Report, shown: Report | None = None) -> WholeReport:
    """The whole of a report, with the queries that its other parts need: their number does not hang on the people.

    shown: the same report after control, for one without: it has the cohorts that the shown one has.
    """
    series = series_of(report)
    cohorts = latest_cohorts(report, series, shown)
    return WholeReport(
        report=report,
        flow=flow_of(report),
        cohorts=cohorts,
        changes=changes(report, series),
        ratings=ratings_of(report, cohorts),
        directions=directions_of(report, series),
        benchmarks=_benchmarks(report, cohorts),
        hubs=hubs_compared(report),
        followed_days=(followed_to(report.moment) - report.period.ends_on).days,
        retention=retention_of(report),
        divided=divided(report, cohorts),
        lateness=lateness_of(report, settings.SMALLEST_NUMBER_SHOWN),
        compared=reoffending_compared(report, cohorts),
    )


def _benchmarks(report: Report, cohorts: Mapping[str, Cohort]) -> dict[str, tuple[Benchmark, ...]]:
    """Those of the period that a row shows: of what cannot be read yet, that of its latest mature cohort."""
    asked = [
        (each, cohorts[each.slug].period if each.slug in cohorts else report.period)
        for each in (line.indicator for line in report.lines)
        if each.official
    ]
    return {slug: found for slug, found in benchmarks_of(asked).items() if found}
