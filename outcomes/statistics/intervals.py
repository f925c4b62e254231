"""Intervals for shares, rates and differences, and the limits of a funnel (outcomes: section 2)."""

from collections.abc import Sequence
from functools import lru_cache
from math import exp, lgamma, log, sqrt
from statistics import NormalDist
from typing import NamedTuple

EXACT_BELOW = 10


class Interval(NamedTuple):
    """The two limits of an interval, low first."""

    low: float
    high: float


def normal_quantile(level: float) -> float:
    """The number of standard errors on either side of an interval of this level."""
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    return NormalDist().inv_cdf((1 + level) / 2)


def _check_count(count: float, out_of: float) -> None:
    if out_of <= 0:
        raise ValueError("a share needs somebody in its denominator")
    if not 0 <= count <= out_of:
        raise ValueError(f"{count} is not a count out of {out_of}")


def _score_limits(rate: float, out_of: float, level: float) -> Interval:
    """Wilson's score limits about a rate; exactly 0 and 1 where the rate is."""
    squared = normal_quantile(level) ** 2
    centre = rate + squared / (2 * out_of)
    spread = sqrt(squared * (rate * (1 - rate) / out_of + squared / (4 * out_of**2)))
    divisor = 1 + squared / out_of
    low = 0.0 if rate == 0 else max(0.0, (centre - spread) / divisor)
    high = 1.0 if rate == 1 else min(1.0, (centre + spread) / divisor)
    return Interval(low, high)


def wilson_interval(count: int, out_of: int, level: float = 0.95) -> Interval:
    """Wilson's interval for a share (outcomes: section 2).

    Raises ValueError for an empty denominator and for a count outside it.
    """
    _check_count(count, out_of)
    return _score_limits(count / out_of, out_of, level)


def funnel_limits(
    baseline: float, out_of: int, levels: Sequence[float] = (0.95, 0.998)
) -> tuple[Interval, ...]:
    """One pair of control limits for each level, in Wilson's form about the baseline rate.

    The baseline is the rate of all hubs of England held (outcomes: section 2). Raises ValueError for a
    baseline that is no share and for a hub of nobody.
    """
    _check_count(baseline, 1)
    _check_count(0, out_of)
    return tuple(_score_limits(baseline, out_of, level) for level in levels)


def poisson_interval(count: int, exposure: float = 1, level: float = 0.95) -> Interval:
    """Interval for a rate of events per unit of exposure: exact below 10 events, Byar's from 10.

    Raises ValueError for a negative count and for an exposure that is not above zero.
    """
    if count < 0 or exposure <= 0:
        raise ValueError("a rate needs a count of 0 or more and an exposure above 0")
    limits = _exact_poisson if count < EXACT_BELOW else _byar
    low, high = limits(count, normal_quantile(level), (1 - level) / 2)
    return Interval(low / exposure, high / exposure)


def _byar(count: int, quantile: float, _tail: float) -> Interval:
    """Byar's approximation, which the public health observatories publish from 10 events."""
    above = count + 1
    low = count * (1 - 1 / (9 * count) - quantile / (3 * sqrt(count))) ** 3
    return Interval(low, above * (1 - 1 / (9 * above) + quantile / (3 * sqrt(above))) ** 3)


@lru_cache(10 * EXACT_BELOW)  # of each count at some levels: a report asks for the same few in many cells
def _exact_poisson(count: int, _quantile: float, tail: float) -> Interval:
    """The means under which a count this large, or this small, is as rare as one tail."""
    low = 0.0 if count == 0 else _mean_where(count - 1, 1 - tail)
    return Interval(low, _mean_where(count, tail))


def _mean_where(count: int, chance: float) -> float:
    """The Poisson mean under which at most `count` events have this chance, by bisection."""
    low, high = 0.0, 1000.0
    for _ in range(100):
        middle = (low + high) / 2
        if _chance_of_at_most(count, middle) > chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _chance_of_at_most(count: int, mean: float) -> float:
    if mean == 0:
        return 1.0
    return sum(exp(number * log(mean) - mean - lgamma(number + 1)) for number in range(count + 1))


def newcombe_difference(
    first: int, out_of_first: int, second: int, out_of_second: int, level: float = 0.95
) -> Interval:
    """Interval for the first share less the second: Newcombe's method 10, from two Wilson intervals.

    Raises ValueError for an empty group and for a count outside its group.
    """
    low_first, high_first = wilson_interval(first, out_of_first, level)
    low_second, high_second = wilson_interval(second, out_of_second, level)
    one, other = first / out_of_first, second / out_of_second
    below = sqrt((one - low_first) ** 2 + (high_second - other) ** 2)
    above = sqrt((high_first - one) ** 2 + (other - low_second) ** 2)
    return Interval(max(-1.0, one - other - below), min(1.0, one - other + above))
