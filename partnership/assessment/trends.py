"""The figures of the assessment by theme: each series over its years, with its direction and its picture.

A direction is said only of six comparable years or more, by the line through them, never by the last step (outcomes:
Rating). Years before a break of the series are shown, and compared with nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from foundation.design.charts import PAGE_WIDTH, PHONE_WIDTH, Caption, Scene, Year, yearly
from outcomes.parts.directions import FALLING, FEWEST, NOT_ESTABLISHED, RISING, TOO_FEW
from outcomes.statistics import fitted_slope

from ..figures.wording import say_value
from ..models import AssessmentFigure
from ..states import Good, Unit
from .years import begins_in, is_financial

LAST = 12  # years drawn


@dataclass(frozen=True)
class Picture:
    """The series drawn, for the page and for the phone."""

    wide: Scene
    narrow: Scene
    under: str = "By year; never joined over a missing year or a break of the series"

    @property
    def title(self) -> str:
        return self.wide.title


@dataclass(frozen=True)
class Row:
    """One year of a series in words. breaks: it cannot be compared with the years before."""

    figure: AssessmentFigure
    said: str
    breaks: bool


@dataclass(frozen=True)
class YearlySeries:
    """One figure of a theme over its years, the oldest first."""

    title: str
    figures: tuple[AssessmentFigure, ...]

    @property
    def key(self) -> str:
        """What its picture is called on the page: no two are alike."""
        return f"figure-{self.newest.pk}"

    @property
    def picture(self) -> Picture | None:
        """The series drawn; None of a single year."""
        return picture_of(self)

    @property
    def newest(self) -> AssessmentFigure:
        return self.figures[-1]

    @property
    def comparable(self) -> tuple[AssessmentFigure, ...]:
        """The years that can be compared with the newest: since the last break."""
        first = next(
            (at for at in range(len(self.figures) - 1, -1, -1) if self.breaks_before(at)), 0
        )  # fmt: skip
        return self.figures[first:]

    def breaks_before(self, at: int) -> bool:
        """Whether a year cannot be compared with the one before: said so, or of another kind of year."""
        if at == 0:
            return False
        before, this = self.figures[at - 1], self.figures[at]
        return this.break_before or is_financial(before.year) != is_financial(this.year)

    @property
    def rows(self) -> list[Row]:
        """The newest year first."""
        return [
            Row(each, say(each), self.breaks_before(at))
            for at, each in reversed(list(enumerate(self.figures)))
        ]

    @property
    def direction(self) -> str:
        """rising, falling, not_established or too_few."""
        points = [(begins_in(each.year), float(each.value)) for each in self.comparable]
        if len(points) < FEWEST:
            return TOO_FEW
        slope = fitted_slope(points)
        return RISING if slope.low > 0 else FALLING if slope.high < 0 else NOT_ESTABLISHED

    @property
    def says_direction(self) -> str:
        """Rising over 7 years, which is worse."""
        years, direction = len(self.comparable), self.direction
        if direction == TOO_FEW:
            return f"Too few years for a direction: {years} of the {FEWEST} it needs"
        if direction == NOT_ESTABLISHED:
            return f"No direction established over {years} years"
        better = (direction == RISING) == (self.newest.good == Good.UP)
        return f"{direction.capitalize()} over {years} years, which is {'better' if better else 'worse'}"


@dataclass(frozen=True)
class Theme:
    """One theme with its series."""

    title: str
    series: tuple[YearlySeries, ...]


def themes_of(figures: Iterable[AssessmentFigure]) -> list[Theme]:
    """Figures in the order of theme, title and year, put together."""
    return [
        Theme(theme, tuple(_series(title, rows) for title, rows in groupby(of, lambda each: each.title)))
        for theme, of in groupby(figures, lambda each: each.theme)
    ]


def _series(title: str, figures: Iterable[AssessmentFigure]) -> YearlySeries:
    return YearlySeries(title, tuple(sorted(figures, key=lambda each: (begins_in(each.year), each.year))))


def picture_of(series: YearlySeries) -> Picture | None:
    """The last years drawn, with a place left empty for a year that has no figure; None of a single year."""
    if len(series.figures) < 2:
        return None
    newest = series.newest
    caption = Caption(
        f"{series.title}: {say(newest)} in {newest.year}",
        f"{len(series.figures)} years have a figure. {series.says_direction}. The figures are in the table.",
        Unit(newest.unit).label,
    )
    years = _years(series)[-LAST:]
    wide, narrow = (
        yearly(caption, years, lambda value: say_short(newest.unit, value), width=width)
        for width in (PAGE_WIDTH, PHONE_WIDTH)
    )
    return Picture(wide, narrow)


def say_short(unit: str, value: float) -> str:
    """A figure without its unit where that is long, and said beside it."""
    says_itself = unit in (Unit.SHARE, Unit.POUNDS, Unit.SCORE)
    return say_value(unit if says_itself else Unit.COUNT, value)


def _years(series: YearlySeries) -> Sequence[Year]:
    """Every year from the first to the last."""
    years: list[Year] = []
    for at, each in enumerate(series.figures):
        before = begins_in(series.figures[at - 1].year) if at else begins_in(each.year)
        years += [Year("", None) for _ in range(before + 1, begins_in(each.year))]
        years.append(Year(each.year, float(each.value), breaks=series.breaks_before(at)))
    return years


def say(figure: AssessmentFigure) -> str:
    """The figure with its unit."""
    return say_value(figure.unit, figure.value)
