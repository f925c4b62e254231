"""Curves after control: monthly knots while enough people are followed."""

from dataclasses import dataclass

from outcomes.cells import Cell
from outcomes.rounding import RATE_FROM, SMALLEST_GROUP, rounded, rounded_count
from outcomes.statistics import Curve, survival_at

KNOTS = (0, 30, 61, 91, 122, 152, 183, 213, 243, 274, 304, 335, 365)


@dataclass(frozen=True)
class Knot:
    """One published point of a curve: a day, who is still followed, and the share free of the event."""

    day: int
    at_risk: int
    survival: float
    low: float
    high: float


def control_curve(curve: Curve, beside: Cell, k: int = SMALLEST_GROUP) -> tuple[Knot, ...]:
    """The monthly knots of a curve while 30 people or more are followed, in whole percent.

    `beside` is the controlled cell of the same people: where its count of events is hidden there is no
    curve, which would give it back. Nor is there one when the knots shown rest on 1 to k-1 events. Raises
    ValueError when that cell was not controlled.
    """
    if not beside.controlled:
        raise ValueError("a curve is controlled after the cell it belongs to")
    if beside.numerator is None or not curve.steps:
        return ()
    shown = []
    for day in KNOTS:
        step = survival_at(curve, day)
        if step.at_risk < RATE_FROM:
            break
        limits = (rounded(share, 2) for share in (step.survival, step.low, step.high))
        shown.append(Knot(day, rounded_count(step.at_risk), *limits))
    happened = sum(step.events for step in curve.steps if shown and step.day <= shown[-1].day)
    return () if 0 < happened < k else tuple(shown)
