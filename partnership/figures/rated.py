"""A figure against its measure's own target and floor (outcomes: Rating; section 5)."""

from collections.abc import Sequence
from typing import Any

from outcomes.parts.ratings import rated_value
from outcomes.periods import Period

from ..states import Rating
from .value import Figure


def rating_of(measure: Any, figure: Figure | None) -> Rating:
    """Green, amber or red; it cannot be rated without a figure that is told, or without a target."""
    if figure is None or not figure.is_told or measure.target is None:
        return Rating.INSUFFICIENT
    floor = None if measure.floor is None else float(measure.floor)
    return Rating(rated_value(figure.value or 0.0, float(measure.target), floor, measure.good))


def latest_by(figures: Sequence[Figure], period: Period) -> Figure | None:
    """As `shown_of`, among the figures of periods that had ended by the end of this one."""
    return shown_of([figure for figure in figures if figure.period.ends_on <= period.ends_on])


def shown_of(figures: Sequence[Figure]) -> Figure | None:
    """Of figures in the order of their periods, the one that stands for the measure: the last that is told, unless the
    report of a later one was withdrawn, which is said in its place; where none is told, the last that says why not.
    """
    told = [place for place, figure in enumerate(figures) if figure.is_told]
    taken_back = [place for place, figure in enumerate(figures) if figure.withdrawn]
    if taken_back and (not told or taken_back[-1] > told[-1]):
        return figures[taken_back[-1]]
    return figures[told[-1]] if told else next(reversed(figures), None)


def of_period(figures: Sequence[Figure], period: Period) -> Figure | None:
    """The figure of just this period."""
    return next((figure for figure in figures if figure.period == period), None)
