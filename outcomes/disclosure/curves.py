"""Curves after control: monthly knots while enough people are followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from outcomes.cells import Cell
from outcomes.rounding import RATE_FROM, SMALLEST_GROUP, rounded, rounded_count
from outcomes.statistics import Curve, Step, product_limit, survival_at

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
    curve, which would give it back. Nor is there one when the knots shown rest on 1 to k-1 events, or on day 0
    alone. Of few people whole percents say how many events there were by a day: a knot is left out where it would
    say so of 1 to k-1 events since an earlier one, or of as many after it (decision 130). Where that leaves
    no knot there is no curve. Raises ValueError when that cell was not controlled.
    """
    if not beside.controlled:
        raise ValueError("a curve is controlled after the cell it belongs to")
    if beside.numerator is None or not curve.steps:
        return ()
    steps = [survival_at(curve, day) for day in KNOTS]
    followed = [*takewhile(lambda step: step.at_risk >= RATE_FROM, steps)]
    if not followed:
        return ()
    shown = _without_few(curve, followed, k)
    if not shown:
        return ()
    happened = _events_by(curve, shown[-1].day)
    return () if 0 < happened < k or not shown[-1].day else tuple(_knot(step) for step in shown)


def _without_few(curve: Curve, steps: Sequence[Step], k: int) -> list[Step]:
    """The steps without those that tell, with one told of before or with the end, of 1 to k-1 events."""
    shown, told = [], [(steps[0], 0)]
    for step in steps:
        happened = _events_by(curve, step.day)
        if not _says_how_many(step, happened):
            shown.append(step)
        elif not 0 < happened - told[-1][1] < k:
            shown.append(step)
            told.append((step, happened))
    everybody = sum(step.events for step in curve.steps)
    while len(told) > 1 and 0 < everybody - told[-1][1] < k:
        shown.remove(told.pop()[0])
    return shown


def _says_how_many(step: Step, happened: int) -> bool:
    """Whether one event more or fewer would show otherwise, to whoever knows of how many people the share is."""
    if not happened:
        return True
    people = round(happened / (1 - step.survival))
    return all(
        _as_shown(other, people) != _as_shown(happened, people)
        for other in (happened - 1, happened + 1)
        if other <= people
    )


def _as_shown(events: int, people: int) -> tuple[float, ...]:
    return _percents(survival_at(product_limit({(1, True): events, (2, False): people - events}), 1))


def _events_by(curve: Curve, day: int) -> int:
    return sum(step.events for step in curve.steps if step.day <= day)


def _knot(step: Step) -> Knot:
    return Knot(step.day, rounded_count(step.at_risk), *_percents(step))


def _percents(step: Step) -> tuple[float, ...]:
    return tuple(rounded(share, 2) for share in (step.survival, step.low, step.high))
