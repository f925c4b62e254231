"""The straight line through a series, and how sure its slope is (outcomes: section 4, Rating)."""

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

from .means import t_quantile

FEWEST_POINTS = 6


class Slope(NamedTuple):
    """How much a series changes from one step to the next, with the limits of its interval."""

    value: float
    low: float
    high: float


def fitted_slope(points: Sequence[tuple[float, float]], level: float = 0.95) -> Slope:
    """The slope of the line by ordinary least squares through points (when, figure), with its t interval.

    A series that never moves has the slope 0 and leaves no room. Raises ValueError for fewer than 6 points, for
    points that are all of one time, and for a level outside 0 to 1.
    """
    size = len(points)
    if size < FEWEST_POINTS:
        raise ValueError(f"a direction needs {FEWEST_POINTS} points or more, not {size}")
    if len({when for when, _ in points}) == 1:
        raise ValueError("points of one time have no direction")
    quantile = t_quantile(size - 2, level)
    if len({figure for _, figure in points}) == 1:
        return Slope(0.0, 0.0, 0.0)
    middle, mean = fsum(when for when, _ in points) / size, fsum(figure for _, figure in points) / size
    spread = fsum((when - middle) ** 2 for when, _ in points)
    slope = fsum((when - middle) * (figure - mean) for when, figure in points) / spread
    left = fsum((figure - mean - slope * (when - middle)) ** 2 for when, figure in points)
    half = quantile * sqrt(left / (size - 2) / spread)
    return Slope(slope, slope - half, slope + half)
