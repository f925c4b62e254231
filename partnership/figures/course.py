"""The course of a measure over its periods: its direction, and its picture (outcomes: Rating)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from foundation.design.charts import (
    PAGE_WIDTH,
    PHONE_WIDTH,
    Break,
    Caption,
    Column,
    Scene,
    TrendPoint,
    columns,
    trend,
)
from foundation.design.dates import MONTHS, say_day
from outcomes.comparing.a_year_earlier import is_one_series
from outcomes.indicators import Indicator, indicator
from outcomes.pages.words import MARKERS
from outcomes.parts.directions import FALLING, FEWEST, NOT_ESTABLISHED, RISING, TOO_FEW
from outcomes.periods import Period
from outcomes.statistics import fitted_slope, wilson_interval

from ..states import Unit
from .value import Figure
from .wording import say_figure

SHOWN = 12
DIRECTIONS = {
    RISING: "Rising",
    FALLING: "Falling",
    NOT_ESTABLISHED: "No direction established",
    TOO_FEW: "Too few figures for a direction",
}


@dataclass(frozen=True)
class Picture:
    """The course drawn, for the page and for the phone, and what it is of."""

    wide: Scene
    narrow: Scene
    under: str

    @property
    def title(self) -> str:
        return self.wide.title


def declared(measure: Any) -> Indicator | None:
    """The indicator of a measure; None of one that is entered."""
    return indicator(measure.indicator) if measure.indicator else None


def direction_of(measure: Any, figures: Sequence[Figure]) -> str:
    """One of `DIRECTIONS`: the slope through all figures that are told and comparable with the last, at least six."""
    told = _comparable(measure, [figure for figure in figures if figure.is_told])
    if len(told) < FEWEST:
        return TOO_FEW
    slope = fitted_slope([(figure.period.quarters[0], figure.value or 0.0) for figure in told])
    return RISING if slope.low > 0 else FALLING if slope.high < 0 else NOT_ESTABLISHED


def _comparable(measure: Any, told: Sequence[Figure]) -> list[Figure]:
    of = declared(measure)
    return [figure for figure in told if of is None or is_one_series(of, figure.period, told[-1].period)]


def break_between(measure: Any, before: Period, after: Period) -> str:
    """Why the figures of two periods cannot be compared; "" where they can be."""
    of = declared(measure)
    if of is None or of.series_break is None or is_one_series(of, before, after):
        return ""
    return f"It is counted otherwise from {say_day(of.series_break)}: figures from before and after cannot be compared."


def picture_of(measure: Any, figures: Sequence[Figure], *, height: float = 340) -> Picture | None:
    """The last figures drawn: a share as a line with its intervals, a number as columns; None where none is told, and
    of units that the table says better. height: of a line that is wide.
    """
    shown = list(figures)[-SHOWN:]
    told = [figure for figure in shown if figure.is_told]
    if not told or measure.unit not in (Unit.SHARE, Unit.COUNT, Unit.PLACES):
        return None
    caption = Caption(
        f"{measure.title}: {say_figure(measure.unit, told[-1])} in {_slot(told[-1].period).replace('|', ' ')}",
        f"{len(told)} of {len(shown)} periods have a figure. The figures are in the table.",
        "%" if measure.unit == Unit.SHARE else "Number",
    )
    draw = _line if measure.unit == Unit.SHARE else _columns
    wide, narrow = (
        draw(measure, shown, caption, PAGE_WIDTH, height),
        draw(measure, shown, caption, PHONE_WIDTH, 300),
    )
    return Picture(wide, narrow, "By period; never joined across a gap or a series break")


def _line(measure: Any, shown: Sequence[Figure], caption: Caption, width: float, height: float) -> Scene:
    every = 1 if width > PHONE_WIDTH else 2
    slots = [_slot(figure.period) if place % every == 0 else "" for place, figure in enumerate(shown)]
    return trend(
        caption, _segments(measure, shown), slots, breaks=_breaks(measure, shown), decimals=0, width=width,
        target=_number(measure.target), floor=_number(measure.floor), height=height,
    )  # fmt: skip


def _columns(measure: Any, shown: Sequence[Figure], caption: Caption, width: float, height: float) -> Scene:
    drawn = [_column(each) for each in shown]
    return columns(caption, drawn, width=width, height=min(height, 240))


def _column(figure: Figure) -> Column:
    label = _slot(figure.period).replace("|", " ")
    if figure.is_told:
        return Column(label, round(figure.value or 0.0))
    return Column(label, None, next((mark for mark, _ in MARKERS if figure.unsaid.startswith(mark)), "–"))


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _segments(measure: Any, shown: Sequence[Figure]) -> list[list[TrendPoint]]:
    """Figures in a row without a gap and without a break between them."""
    segments, before, of = [list[TrendPoint]()], None, declared(measure)
    for place, figure in enumerate(shown):
        breaks = before is not None and of is not None and not is_one_series(of, before.period, figure.period)
        if not figure.is_told or breaks:
            segments.append([])
        if figure.is_told:
            segments[-1].append(_point(place, figure))
        before = figure
    return [segment for segment in segments if segment]


def _point(place: int, figure: Figure) -> TrendPoint:
    """With the report's interval, or that of the counts behind an entered share; else the bare figure."""
    value = figure.value or 0.0
    if figure.low is not None and figure.high is not None:
        return TrendPoint(place, value, figure.low, figure.high)
    if figure.numerator is not None and figure.denominator:
        low, high = wilson_interval(int(figure.numerator), int(figure.denominator))
        return TrendPoint(place, value, min(low, value), max(high, value))
    return TrendPoint(place, value, value, value)


def _breaks(measure: Any, shown: Sequence[Figure]) -> list[Break]:
    of = declared(measure)
    change = of.series_break if of else None
    return [Break(place - 0.5, say_day(change)) for place, figure in enumerate(shown)
            if change and change in figure.period and place]  # fmt: skip


def _slot(period: Period) -> str:
    """Jan–Mar|2025; 2024/25"""
    if period.is_year:
        return period.label
    first, last = (MONTHS[day.month][:3].capitalize() for day in (period.starts_on, period.ends_on))
    return f"{first}–{last}|{period.ends_on.year}"
