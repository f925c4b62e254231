"""Figures against what was agreed: target met, floor met, floor missed, or insufficient data (outcomes: Rating)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outcomes.comparing.cohorts import Cohort
from outcomes.indicators import Indicator
from outcomes.models import Target
from outcomes.moments import ReportMoment
from outcomes.periods import Period, year_of
from outcomes.places import ReportPlace
from outcomes.report import Line, Report

TARGET_MET, FLOOR_MET, FLOOR_MISSED, INSUFFICIENT = (
    "target_met", "floor_met", "floor_missed", "insufficient",
)  # fmt: skip


@dataclass(frozen=True)
class Rated:
    """A figure against the target of its place and period, in the indicator's unit. `agreed_for`: the label of the
    period that the target is of, the financial year where the quarter has none of its own. No rating without a target.
    """

    target: float
    floor: float | None
    agreed_for: str
    rating: str


@dataclass(frozen=True)
class Goal:
    """What was agreed, and the label of the period that it is of."""

    target: float
    floor: float | None
    agreed_for: str


Agreed = Mapping[tuple[str, str], tuple[float, float | None]]


def ratings_of(report: Report, cohorts: Mapping[str, Cohort]) -> Mapping[str, Rated]:
    """The rating of each indicator that has a target, by slug; of one not yet mature, that of its latest mature cohort.

    The figure that is rated is the one that is shown.
    """
    read = {line.indicator.slug: (report.period, line) for line in report.lines}
    read |= {slug: (cohort.period, cohort.line) for slug, cohort in cohorts.items()}
    agreed = _agreed(report.place, report.moment, [period for period, _ in read.values()])
    rated = {}
    for slug, (period, line) in read.items():
        if (goal := _goal(agreed, slug, period)) is not None:
            rated[slug] = rated_line(line, goal.target, goal.floor, goal.agreed_for)
    return rated


def goal_of(indicator: Indicator, place: ReportPlace, period: Period, at: ReportMoment) -> Goal | None:
    """What was agreed for an indicator at a place: for the period, else for its financial year; in one query."""
    return _goal(_agreed(place, at, [period]), indicator.slug, period)


def rated_line(line: Line, target: float, floor: float | None, agreed_for: str) -> Rated:
    """One figure against one target. Without a floor what misses the target misses it."""
    value, good = line.cell.value, line.indicator.good
    if value is None or (line.cell.denominator or 0) < line.indicator.smallest_group:
        return Rated(target, floor, agreed_for, INSUFFICIENT)
    return Rated(target, floor, agreed_for, rated_value(value, target, floor, good))


def rated_value(value: float, target: float, floor: float | None, good: str) -> str:
    """A number against target and floor. good: "up" where higher is better. Without a floor what misses the target
    misses it.
    """
    if _reaches(value, target, good):
        return TARGET_MET
    return FLOOR_MET if floor is not None and _reaches(value, floor, good) else FLOOR_MISSED


def _reaches(value: float, goal: float, good: str) -> bool:
    return value >= goal if good == "up" else value <= goal


def _goal(agreed: Agreed, slug: str, period: Period) -> Goal | None:
    labels = (period.label, year_of(period).label)
    return next((Goal(*agreed[slug, label], label) for label in labels if (slug, label) in agreed), None)


def _agreed(place: ReportPlace, at: ReportMoment, periods: Iterable[Period]) -> Agreed:
    """{(measure, period): (target, floor)} of the place, as known then; England has none of its own."""
    if place.kind == "england":
        return {}
    labels = {label for period in periods for label in (period.label, year_of(period).label)}
    found = at.known(Target).filter(period__in=labels, **{place.kind: place.pk})
    told = found.values_list("measure", "period", "target", "floor").order_by()
    return {
        (measure, label): (float(target), None if floor is None else float(floor))
        for measure, label, target, floor in told
    }
