"""Why a rate moved: because other people came, or because the same people fared differently (outcomes: section 4)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

Strata = Mapping[Any, tuple[int, int]]  # {stratum: (how many had the event, out of how many)}


class Decomposition(NamedTuple):
    """The two parts of a rate's change, as exact fractions: together they are the whole change."""

    mix: Fraction
    performance: Fraction


def kitagawa(first: Strata, second: Strata) -> Decomposition:
    """Kitagawa's mid-point split of the change from the first rate to the second.

    mix: what the other shares of the strata made of it, at the mean of their two rates. performance: what the other
    rates made of it, at the mean of their two shares. A stratum that nobody is in on one side takes the other side's
    rate. Raises ValueError for a side with nobody, and for a count outside its stratum.
    """
    everyone = [sum(out_of for _, out_of in side.values()) for side in (first, second)]
    if any(not 0 <= count <= out_of for side in (first, second) for count, out_of in side.values()):
        raise ValueError("in each stratum the count lies between nobody and everybody")
    if 0 in everyone:
        raise ValueError("a rate of nobody cannot have moved")
    mix = performance = Fraction(0)
    for stratum in {**first, **second}:
        pair = [side.get(stratum, (0, 0)) for side in (first, second)]
        one, other = (Fraction(out_of, whole) for (_, out_of), whole in zip(pair, everyone, strict=True))
        before, after = _rates(*pair)
        mix += (other - one) * (before + after) / 2
        performance += (after - before) * (one + other) / 2
    return Decomposition(mix, performance)


def _rates(first: tuple[int, int], second: tuple[int, int]) -> tuple[Fraction, Fraction]:
    known = [Fraction(*pair) for pair in (first, second) if pair[1]]
    return (known[0], known[-1]) if known else (Fraction(0), Fraction(0))
