"""What a change is divided into, and from where each of its two figures is seen."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from outcomes.moments import ReportMoment, report_moment
from outcomes.periods import Period
from outcomes.places import ReportPlace


@dataclass(frozen=True)
class Standing:
    """From where a figure is seen: a place and period as at a day, as known at a moment (None: now), and by which
    version of the specification.
    """

    place: ReportPlace
    period: Period
    as_at: datetime.date
    known_at: datetime.datetime | None
    specification: str

    def moment(self, known_at: datetime.datetime | None) -> ReportMoment:
        """As at the same day, as known at another moment."""
        return report_moment(self.as_at, known_at)


@dataclass(frozen=True)
class Split:
    """What is left after data and definition, by the groups of one stratum: other people, or other results for them."""

    by: str
    mix: float
    performance: float


@dataclass(frozen=True)
class Moved:
    """The change of one rate from `start` to `end`, fractions, rounded so that the parts add up as they are shown.

    late: late and corrected data. definition: another definition. Each split divides the rest. `refusal` says why there
    is nothing to show; then everything else is nothing.
    """

    slug: str
    title: str
    start: float = 0.0
    end: float = 0.0
    late: float = 0.0
    definition: float = 0.0
    splits: tuple[Split, ...] = ()
    decimals: int = 0
    refusal: str = ""

    @property
    def change(self) -> float:
        return self.end - self.start

    def by(self, stratum: str) -> Split:
        """The split by a stratum; the first for one that there is not."""
        return next((split for split in self.splits if split.by == stratum), self.splits[0])


def shared_out(parts: Sequence[Fraction], whole: int) -> list[int]:
    """Whole numbers close to the parts, each at most one away, that add up to a whole less than one from their sum.

    What the rounding leaves over goes to the parts that lost most by it, the first of equals (largest remainder). A
    part that is whole already stays.
    """
    numbers = [floor(part) for part in parts]
    lost = sorted(range(len(parts)), key=lambda place: numbers[place] - parts[place])
    for place in lost[: whole - sum(numbers)]:
        numbers[place] += 1
    return numbers


def rounded(number: Fraction) -> int:
    """Half away from zero, as rates are rounded everywhere."""
    return floor(number + Fraction(1, 2))


def shown(
    slug: str,
    title: str,
    steps: Sequence[Fraction],
    splits: Sequence[tuple[str, Fraction, Fraction]],
    decimals: int,
) -> Moved:
    """The change as it is shown, in percent of so many decimals.

    steps: the four figures, from the first as it stood to the second. splits: a stratum with its two parts, which are
    the change from the third figure to the fourth. Raises ValueError for splits that do not add up to it.
    """
    first, corrected, redefined, last = (each * 100 * 10**decimals for each in steps)
    if any(mix + performance != steps[3] - steps[2] for _, mix, performance in splits):
        raise ValueError("the parts do not add up to the change")
    start, end = rounded(first), rounded(last)
    late, definition, rest = shared_out(
        [corrected - first, redefined - corrected, last - redefined], end - start
    )
    unit = 100 * 10**decimals
    divided = []
    for by, *exact in splits:
        mix, performance = shared_out([part * unit for part in exact], rest)
        divided.append(Split(by, mix / unit, performance / unit))
    return Moved(
        slug, title, start / unit, end / unit, late / unit, definition / unit, tuple(divided), decimals
    )
