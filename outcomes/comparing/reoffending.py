"""Reoffending compared as it may be: from a landmark on, and with what was expected (outcomes: Comparisons)."""

from collections.abc import Mapping
from dataclasses import dataclass

from outcomes.periods import Period
from outcomes.report import Report

from .attendance import Landmark, landmarks_in
from .cohorts import Cohort
from .expected import REOFFENDING, Expected, expected_of


@dataclass(frozen=True)
class ReoffendingCompared:
    """Both comparisons, of the people released in `period`: that of the report, or of its latest mature cohort."""

    period: Period
    landmarks: tuple[Landmark, ...]
    expected: Expected | None


def reoffending_compared(report: Report, cohorts: Mapping[str, Cohort]) -> ReoffendingCompared | None:
    """Both comparisons, controlled as the report is; None of a report without proven reoffending.

    What was expected is asked live: in one query, and one more for each source of probabilities.
    """
    line = next((each for each in report.lines if each.indicator.slug == REOFFENDING), None)
    if line is None:
        return None
    period, place, at, internal = report.period, report.place, report.moment, report.internal
    if (cohort := cohorts.get(REOFFENDING)) is not None:
        period, line = cohort.period, cohort.line
    return ReoffendingCompared(
        period,
        tuple(landmarks_in(report.beside.followed, place, period, at, report.groups, internal=internal)),
        expected_of(place, period, at, internal=internal, line=line),
    )
