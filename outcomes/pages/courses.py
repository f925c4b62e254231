"""The course of one indicator over the last quarters: its picture and its rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from foundation.design.charts import PAGE_WIDTH, PHONE_WIDTH, Break, Caption, Scene, TrendPoint, trend
from foundation.design.dates import MONTHS, say_day
from outcomes.benchmarks import Benchmark
from outcomes.comparing.a_year_earlier import is_one_series
from outcomes.indicators import Indicator
from outcomes.parts.ratings import Goal
from outcomes.periods import Period
from outcomes.periods import period as period_named

from .rows import Row
from .standing import say_published
from .words import say_period


@dataclass(frozen=True)
class Course:
    """The drawn course, for the page and for the phone, and what it is of."""

    wide: Scene
    narrow: Scene
    under: str

    @property
    def title(self) -> str:
        return self.wide.title


def course(
    indicator: Indicator,
    rows: Sequence[tuple[Period, Row]],
    goal: Goal | None = None,
    published: Sequence[Benchmark] = (),
) -> Course | None:
    """The course of a share, beside what was agreed and the first figure published of others; None where no quarter can
    be shown. A break of the series is never drawn across.
    """
    points = [
        TrendPoint(slot, row.cell.rate, row.cell.low, row.cell.high)
        for slot, (_, row) in enumerate(rows)
        if row.cell.rate is not None and row.cell.low is not None and row.cell.high is not None
    ]
    if not points:
        return None
    newest_period, newest = rows[points[-1].slot]
    title = f"{indicator.title}: {newest.marked_rate} in {say_period(newest_period)}"
    description = (
        f"{len(points)} of the last {len(rows)} quarters can be shown. The figures are in the table."
    )
    caption = Caption(title, description, f"{indicator.title}, %")
    segments = _segments(indicator, rows, points)
    held_against = _goals(goal, published)
    wide, narrow = (
        _draw(indicator, rows, segments, caption, held_against, width) for width in (PAGE_WIDTH, PHONE_WIDTH)
    )
    under = "By quarter, with the 95% interval; hatched: not yet mature"
    return Course(wide, narrow, "; ".join([under, *_say_goals(goal, published)]))


def _goals(goal: Goal | None, published: Sequence[Benchmark]) -> dict[str, float | None]:
    """What `trend` draws beside the course, by its names."""
    return {
        "target": goal.target if goal else None,
        "floor": goal.floor if goal else None,
        "elsewhere": published[0].figure if published else None,
    }


def _say_goals(goal: Goal | None, published: Sequence[Benchmark]) -> Iterator[str]:
    """What each line is of."""
    if goal is not None:
        yield f"line: target for {say_period(period_named(goal.agreed_for))}"
        if goal.floor is not None:
            yield "dotted: floor"
    if published:
        yield f"dashed: {say_published(published[0])}"


def _draw(
    indicator: Indicator,
    rows: Sequence[tuple[Period, Row]],
    segments: Sequence[Sequence[TrendPoint]],
    caption: Caption,
    held_against: Mapping[str, Any],
    width: float,
) -> Scene:
    immature = len(list(takewhile(lambda each: each[1].is_immature, reversed(rows))))
    every = 1 if width > PHONE_WIDTH else 2
    slots = [_slot(period) if number % every == 0 else "" for number, (period, _) in enumerate(rows)]
    return trend(
        caption, segments, slots, breaks=_breaks(indicator, rows), immature=immature,
        decimals=rows[0][1].decimals, width=width, height=360 if width > PHONE_WIDTH else 300, **held_against,
    )  # fmt: skip


def _slot(period: Period) -> str:
    first, last = (MONTHS[day.month][:3].capitalize() for day in (period.starts_on, period.ends_on))
    year = f"|{period.ends_on.year}" if period.starts_on.month in (1, 4) else ""
    return f"{first}–{last}{year}"


def _segments(
    indicator: Indicator, rows: Sequence[tuple[Period, Row]], points: Sequence[TrendPoint]
) -> list[list[TrendPoint]]:
    """Points in a row without a gap and without a break between them."""
    segments: list[list[TrendPoint]] = []
    for point in points:
        before = segments[-1][-1] if segments else None
        joins = before is not None and point.slot == before.slot + 1
        if joins and before and is_one_series(indicator, rows[before.slot][0], rows[point.slot][0]):
            segments[-1].append(point)
        else:
            segments.append([point])
    return segments


def _breaks(indicator: Indicator, rows: Sequence[tuple[Period, Row]]) -> list[Break]:
    change = indicator.series_break
    slots = [slot for slot, (period, _) in enumerate(rows) if change and change in period and slot]
    return [Break(slot - 0.5, say_day(change)) for slot in slots if change]
