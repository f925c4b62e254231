"""What a difference allows us to say, and how many people it takes to say it (outcomes: section 2)."""

from dataclasses import dataclass
from math import ceil, isnan, sqrt
from statistics import NormalDist

from outcomes.statistics.intervals import normal_quantile

SIGNIFICANCE = 0.05
POWER = 0.8
UNPRINTABLE = 0.05


@dataclass(frozen=True)
class Verdict:
    """What an interval for a difference allows us to say: `lower`, `higher` or `not_established`."""

    direction: str
    sentence: str


def _power_quantile() -> float:
    return normal_quantile(1 - SIGNIFICANCE) + NormalDist().inv_cdf(POWER)


def people_needed(base: float, difference: float) -> int:
    """People per group to see a fall of `difference` from `base` with 80 % power at two-sided 5 %.

    Unpooled variance; a negative difference is a rise. Raises ValueError for a base or a result that is no
    share, and for a difference of nothing.
    """
    other = base - difference
    if not (0 <= base <= 1 and 0 <= other <= 1):
        raise ValueError(f"a change from {base} to {other} does not stay between 0 and 1")
    if difference == 0:
        raise ValueError("no number of people shows a difference of nothing")
    variance = base * (1 - base) + other * (1 - other)
    return max(1, ceil(_power_quantile() ** 2 * variance / difference**2))


def detectable_difference(first: int, second: int, base: float) -> float | None:
    """The smallest fall from `base` that groups of these sizes show with 80 % power at two-sided 5 %.

    Unpooled variance. None when not even a fall to nothing would be seen. Raises ValueError for an empty
    group and for a base that is no share above zero.
    """
    if first <= 0 or second <= 0:
        raise ValueError("both groups need people")
    if not 0 < base <= 1:
        raise ValueError(f"a fall needs a base above 0 and at most 1, not {base}")
    weight_first, weight_second = (_power_quantile() ** 2 / size for size in (first, second))
    slope = weight_second * (2 * base - 1)
    constant = 4 * (1 + weight_second) * (weight_first + weight_second) * base * (1 - base)
    fall = (slope + sqrt(slope**2 + constant)) / (2 * (1 + weight_second))
    return fall if fall <= base else None


def verdict(low: float, high: float, unit: str, needed: int | None = None) -> Verdict:
    """What the 95 % interval of a difference says, in words (outcomes: section 2, verdict).

    Limits in the unit named ("percentage points"). `needed` is how many people would be needed. An interval
    that touches zero establishes no direction. Raises ValueError for reversed or missing limits.
    """
    if isnan(low) or isnan(high) or low > high:
        raise ValueError(f"the limits {low} and {high} are not an interval, low first")
    if low > 0:
        return Verdict("higher", f"Higher, {_span(low, high, unit)}: the interval is wholly above zero.")
    if high < 0:
        return Verdict("lower", f"Lower, {_span(-high, -low, unit)}: the interval is wholly below zero.")
    people = f" About {needed:,} people would be needed to tell." if needed is not None else ""
    down, up = _reach(-low, unit), _reach(high, unit)
    return Verdict(
        "not_established", f"Could be {down} lower or {up} higher; direction not established.{people}"
    )


def _reach(amount: float, unit: str) -> str:
    """How far the interval reaches to one side; a sliver is not printed as nothing."""
    return f"less than 0.1 {unit}" if 0 < amount < UNPRINTABLE else f"up to {abs(amount):.1f} {unit}"


def _span(least: float, most: float, unit: str) -> str:
    """From the nearer to the farther limit; a nearer limit that would print as nothing is left out."""
    return f"by {_reach(most, unit)}" if least < UNPRINTABLE else f"by {least:.1f} to {most:.1f} {unit}"
