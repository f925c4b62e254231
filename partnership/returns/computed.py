"""The rating that the figures give each measure of a return, beside the partner's own (outcomes: section 5).

Where the quarter has no figure yet, the latest that is known rates it, and says of which period it is (decision 155).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outcomes.pages.words import say_period
from outcomes.periods import Period

from ..figures.rated import latest_by, of_period, rating_of
from ..figures.reading import figures_of
from ..figures.value import Figure
from ..figures.wording import NONE, say_counts, say_figure, say_interval_of
from ..models import ReturnLine
from ..plans.value import PlannedMeasure
from ..states import Frequency, Rating, asks_why

LONGEST = 300  # of a line's `computed`
LATEST_KNOWN = "the latest known, as there is none of this quarter yet"


@dataclass(frozen=True)
class Computed:
    """What the figures say of a measure in a quarter: the latest that is told by its end. of_quarter: what there is of
    the quarter itself, where that rates nothing: None, or a figure that is not told.
    """

    measure: PlannedMeasure
    figure: Figure | None
    of_quarter: Figure | None
    rating: Rating
    is_of_before: bool

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
            LATEST_KNOWN if self.is_of_before else "",
        ]
        return ", ".join(part for part in parts if part)

    @property
    def source(self) -> str:
        return self.figure.source if self.figure else ""

    @property
    def words(self) -> str:
        """All of it in one line, as it is kept with a return that is submitted."""
        if self.figure is None:
            return NONE
        waits = (
            f"Of this quarter: {say_figure(self.measure.unit, self.of_quarter)}" if self.of_quarter else ""
        )
        parts = (self.value, self.beneath, self.source, waits)
        return "; ".join(part.rstrip(".") for part in parts if part)[:LONGEST]


def computed_of(
    lines: Iterable[ReturnLine], said: Mapping[int, PlannedMeasure], period: Period
) -> Mapping[int, Computed]:
    """{measure: what its figures say of a quarter, held against what the plan says of it}, by key; in two queries."""
    rows = [line.measure for line in lines]
    figures = figures_of(rows)
    return {row.pk: _computed(said[row.pk], figures[row.pk], period) for row in rows}


def _computed(measure: PlannedMeasure, figures: tuple[Figure, ...], period: Period) -> Computed:
    figure, own = latest_by(figures, period), of_period(figures, period)
    is_of_before = figure is not None and figure.is_told and figure != own
    is_of_before = is_of_before and measure.frequency == Frequency.QUARTERLY
    waits = own if is_of_before else None
    return Computed(measure, figure, waits, rating_of(measure, figure), is_of_before)


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
