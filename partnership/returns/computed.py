"""The rating that the figures give each measure of a return, beside the partner's own (outcomes: section 5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from outcomes.pages.words import say_period
from outcomes.periods import Period

from ..figures.rated import latest_by, of_period, rating_of
from ..figures.reading import figures_of
from ..figures.value import Figure
from ..figures.wording import NONE, say_counts, say_figure, say_interval_of
from ..states import Frequency, Rating, asks_why

LONGEST = 300  # of a line's `computed`


@dataclass(frozen=True)
class Computed:
    """What the figures say of a measure in a quarter. figure: that of the quarter, or of a yearly measure the latest;
    last: the latest that there is, where the quarter has none.
    """

    measure: Any
    figure: Figure | None
    last: Figure | None
    rating: Rating

    @property
    def value(self) -> str:
        return say_figure(self.measure.unit, self.figure)

    @property
    def beneath(self) -> str:
        """Counts, interval and period: what the number rests on."""
        if self.figure is None:
            return ""
        interval = say_interval_of(self.measure.unit, self.figure)
        parts = [
            say_counts(self.figure),
            f"95% interval {interval}" if interval else "",
            say_period(self.figure.period),
        ]
        return ", ".join(part for part in parts if part)

    @property
    def source(self) -> str:
        return self.figure.source if self.figure else ""

    @property
    def words(self) -> str:
        """All of it in one line, as it is kept with a return that is submitted."""
        if self.figure is not None:
            return "; ".join(part.rstrip(".") for part in (self.value, self.beneath, self.source) if part)[
                :LONGEST
            ]
        if self.last is None:
            return NONE
        last = f"{say_figure(self.measure.unit, self.last)} in {say_period(self.last.period)}"
        return f"{NONE} of this quarter; the last is {last}"[:LONGEST]


def computed_of(measures: Iterable[Any], period: Period) -> Mapping[int, Computed]:
    """{measure: what its figures say of a quarter}, by key; in two queries."""
    wanted = list(measures)
    figures = figures_of(wanted)
    return {measure.pk: _computed(measure, figures[measure.pk], period) for measure in wanted}


def _computed(measure: Any, figures: tuple[Figure, ...], period: Period) -> Computed:
    last = latest_by(figures, period)
    figure = last if measure.frequency == Frequency.YEARLY else of_period(figures, period)
    return Computed(measure, figure, last, rating_of(measure, figure))


def say_difference(own: str, computed: str) -> str:
    """How the partner's own rating stands beside the computed one; "" until there are both."""
    if not own or not computed:
        return ""
    if own == computed:
        return "The same as the computed rating"
    if own == Rating.INSUFFICIENT:
        return "Left open, though the figure can be rated"
    if computed == Rating.INSUFFICIENT:
        return "Rated, though the figure cannot be yet"
    return "Above the computed rating" if asks_why(own, computed) else "Below the computed rating"
