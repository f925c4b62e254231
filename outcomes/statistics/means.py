"""The mean of whole numbers, and its interval by Student's distribution (outcomes: section 2)."""

from collections.abc import Mapping
from functools import lru_cache
from math import atan, cos, pi, sin, sqrt
from typing import NamedTuple

from .intervals import Interval, normal_quantile

AT_HAND = 1024  # quantiles kept: a report asks for the same few again in every cell
SERIES_UP_TO = 60  # degrees of freedom; above, the expansion about the normal quantile is as exact


class Mean(NamedTuple):
    """A mean and its interval; the interval is None of a single number, which says nothing about how they spread."""

    value: float
    interval: Interval | None


def mean_of(counts: Mapping[int, int], level: float = 0.95) -> Mean:
    """The mean of numbers given as {number: how often}, with its t interval.

    Raises ValueError without any number, for a negative count, and for a level outside 0 to 1.
    """
    times = sum(counts.values())
    if times < 1 or min(counts.values()) < 0:
        raise ValueError("a mean needs a number, and no number stands there less than no times")
    mean = sum(number * count for number, count in counts.items()) / times
    quantile = t_quantile(max(times - 1, 1), level)
    if times == 1:
        return Mean(mean, None)
    squares = sum(count * (number - mean) ** 2 for number, count in counts.items())
    half = quantile * sqrt(squares / (times - 1) / times)
    return Mean(mean, Interval(mean - half, mean + half))


@lru_cache(AT_HAND)
def t_quantile(freedom: int, level: float) -> float:
    """How many standard errors lie on either side of a t interval with so many degrees of freedom.

    Raises ValueError for a level outside 0 to 1.
    """
    normal = normal_quantile(level)
    if freedom > SERIES_UP_TO:
        return _expanded(freedom, normal)
    low, high = 0.0, 1.0
    while _inside(high, freedom) < level:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if _inside(middle, freedom) < level:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _inside(bound: float, freedom: int) -> float:
    """The chance that Student's t lies within the bound on either side: the finite series for whole degrees of freedom
    (Abramowitz and Stegun, 26.7.3 and 26.7.4).
    """
    angle = atan(bound / sqrt(freedom))
    squared, is_odd = cos(angle) ** 2, freedom % 2 == 1
    term = cos(angle) if is_odd else 1.0
    total = term if freedom > 1 else 0.0
    for step in range(3 if is_odd else 2, freedom - 1, 2):
        term *= squared * (step - 1) / step
        total += term
    return 2 / pi * (angle + sin(angle) * total) if is_odd else sin(angle) * total


def _expanded(freedom: int, z: float) -> float:
    """The expansion of the t quantile about the normal one (Abramowitz and Stegun, 26.7.5)."""
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * freedom**4)
    )
