"""The retention curve: for how long those who started are still with the hub (outcomes: Survival and retention)."""

from dataclasses import dataclass

from outcomes.beside.retention import GAP, RETENTION
from outcomes.cells import Cell
from outcomes.disclosure import Knot
from outcomes.report import Report, counted_of, survival_of
from outcomes.statistics import Step


@dataclass(frozen=True)
class Retention:
    """How many stopped so far, and the curve: day 0 and every day on which somebody stopped when internal, else knots.

    `followed_days`: for how many days everybody who started in the period has been followed.
    """

    cell: Cell
    points: tuple[Step | Knot, ...]
    followed_days: int


def retention_of(report: Report) -> Retention:
    """Of those who started in the period."""
    found, period = report.beside.here, report.period
    counted = counted_of(RETENTION, found, report.place, report.moment, report.groups, report.internal)
    line = counted.line(period)
    points = tuple(survival_of(line, report.place, found))
    return Retention(line.cell, points, (report.as_at - period.ends_on).days - GAP)
