"""How an indicator stands: against its target, and where its series is heading. Two things, in two columns."""

from dataclasses import dataclass
from functools import cached_property

from foundation.design.charts import Rating, Scene, percent, rating_mark
from foundation.design.dates import MONTHS
from outcomes.benchmarks import Benchmark
from outcomes.indicators import Indicator
from outcomes.parts import directions, ratings
from outcomes.parts.directions import Direction
from outcomes.parts.ratings import Rated
from outcomes.periods import period

from . import keys
from .words import DOES_NOT_APPLY, say_interval, say_percent, say_period

RATINGS = {
    ratings.TARGET_MET: Rating.TARGET_MET,
    ratings.FLOOR_MET: Rating.FLOOR_MET,
    ratings.FLOOR_MISSED: Rating.FLOOR_MISSED,
    ratings.INSUFFICIENT: Rating.INSUFFICIENT,
}
DIRECTIONS = {
    directions.RISING: "Rising",
    directions.FALLING: "Falling",
    directions.NOT_ESTABLISHED: "Not established",
    directions.TOO_FEW: "Too few quarters",
}
LEGEND = (
    (Rating.TARGET_MET, "at or beyond the target"),
    (Rating.FLOOR_MET, "between floor and target"),
    (Rating.FLOOR_MISSED, "worse than the floor"),
    (Rating.INSUFFICIENT, "fewer than 30, or not yet mature"),
)


@dataclass(frozen=True)
class Standing:
    """The words of a rating and a direction; either may be missing."""

    indicator: Indicator
    rated: Rated | None
    heading: Direction | None
    published: tuple[Benchmark, ...] = ()

    @property
    def verdict_key(self) -> str:
        """What opens the sentences about it."""
        return keys.of_verdict(self.indicator.slug)

    @property
    def cohort_key(self) -> str:
        """What opens its latest mature period."""
        return keys.of_cohort(self.indicator.slug)

    @property
    def benchmarks(self) -> list[str]:
        """84% England and Wales, April 2024 to March 2025: published figures of the same definition."""
        return [f"{self._say(each.figure)} {_whose(each)}" for each in self.published]

    @property
    def sources(self) -> list[str]:
        """Each published figure with what it is of and where it was published."""
        return [
            f"{self._say(each.figure)}: {each.name}, {each.population}, {_whose(each)}. Source: {each.source}"
            for each in self.published
        ]

    @property
    def rating(self) -> Rating | None:
        return RATINGS[self.rated.rating] if self.rated else None

    @property
    def rating_words(self) -> str:
        """The rating; where there is no floor, what is missed is the target; "No target" without one."""
        if self.rated is None:
            return "No target"
        missed = self.rated.rating == ratings.FLOOR_MISSED and self.rated.floor is None
        return "Target missed" if missed else str(self.rating)

    @cached_property
    def mark(self) -> Scene | None:
        return rating_mark(self.rating) if self.rating else None

    @property
    def target(self) -> str:
        return self._say(self.rated.target) if self.rated else ""

    @property
    def floor(self) -> str:
        """floor 80%; nothing where there is none."""
        return (
            "" if self.rated is None or self.rated.floor is None else f"floor {self._say(self.rated.floor)}"
        )

    @property
    def agreed_for(self) -> str:
        """The period that the target is of."""
        return f"for {say_period(period(self.rated.agreed_for))}" if self.rated else ""

    @property
    def direction(self) -> str:
        return DIRECTIONS[self.heading.state] if self.heading else DOES_NOT_APPLY

    @property
    def slope(self) -> str:
        """+0.8 (+0.3 to +1.3): percentage points a quarter; nothing without a slope."""
        if self.heading is None or self.heading.slope is None:
            return ""
        numbers = (self.heading.slope, self.heading.low or 0.0, self.heading.high or 0.0)
        middle, low, high = (percent(number, 1, signed=True) for number in numbers)
        return f"{middle} ({low} to {high})"

    @property
    def is_established(self) -> bool:
        return self.heading is not None and self.heading.state in (directions.RISING, directions.FALLING)

    @property
    def is_good(self) -> bool:
        """Whether an established direction is the wanted one."""
        rises = self.heading is not None and self.heading.state == directions.RISING
        return self.is_established and rises == (self.indicator.good == "up")

    @property
    def verdict(self) -> str:
        """What the slope allows us to say, in one sentence."""
        found = self.heading
        if found is None or found.slope is None or found.low is None or found.high is None:
            return "Direction cannot be said: a line needs six comparable quarters with a rate."
        over = f"over {found.quarters} quarters"
        if not self.is_established:
            down, up = (percent(max(number, 0), 1) for number in (-found.low, found.high))
            return (
                f"Direction not established {over}: could be falling by up to {down} or rising by up to {up} "
                "percentage points a quarter."
            )
        near, far = sorted((abs(found.low), abs(found.high)))
        word, side = ("up", "above") if found.slope > 0 else ("down", "below")
        return (
            f"{self.direction}: {word} by {percent(abs(found.slope), 1)} percentage points a quarter {over}; the 95% "
            f"interval, {say_interval(near, far, 1)}, is wholly {side} zero."
        )

    def _say(self, figure: float) -> str:
        if self.indicator.unit == "share":
            return say_percent(figure, 0 if round(100 * figure, 6) % 1 == 0 else 1)
        return f"{figure:g}" + (" days" if self.indicator.unit == "days" else "")


def say_published(each: Benchmark) -> str:
    """England and Wales, Apr 2024 to Mar 2025, 84%"""
    return f"{_whose(each)}, {say_percent(each.figure, 1)}"


def _whose(each: Benchmark) -> str:
    """England and Wales, Apr 2024 to Mar 2025"""
    first, last = (
        f"{MONTHS[day.month][:3].capitalize()} {day.year}" for day in (each.starts_on, each.ends_on)
    )
    return f"{each.place}, {first} to {last}"
