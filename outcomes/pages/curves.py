"""The survival curve of a report: its picture and its table."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.design.charts import PAGE_WIDTH, PHONE_WIDTH, Caption, CurvePoint, Scene, survival
from outcomes.disclosure import KNOTS, RATE_FROM, Knot
from outcomes.report import Report
from outcomes.statistics import Step
from outcomes.whole import WholeReport

from .words import FEW, say_interval, say_percent, say_period, say_place

YEAR = 365
SHORTEST = 90  # days that everybody must have been followed before a curve is drawn
TICKS = {
    YEAR: (0, 91, 182, 274, YEAR),
    2 * YEAR: (0, 182, YEAR, 547, 2 * YEAR),
    3 * YEAR: (0, YEAR, 730, 1095),
}


NOT_DRAWN = (
    "Not everybody has been followed long enough for the curve to be drawn; the table has what is known."
)
HATCHED = "Hatched: not yet mature, because not everybody has been followed that long."


@dataclass(frozen=True)
class Curve:
    """A curve: its picture for the page and for the phone, what it is of, and the rows of its table.

    The pictures are None while too little of the curve is mature. A row is the day, how many were still followed, the
    share and its interval.
    """

    wide: Scene | None
    narrow: Scene | None
    under: str
    note: str
    rows: Sequence[tuple[str, str, str, str]]

    @property
    def title(self) -> str:
        return self.wide.title if self.wide else "Time to a proven offence"


def curve(whole: WholeReport) -> Curve | None:
    """The curve of time to reoffence; None without one. Only its mature part is drawn."""
    report, followed = whole.report, whole.followed_days
    if len(report.survival) < 2:
        return None
    decimals = 1 if report.internal else 0
    drawn = [point for point in report.survival if point.day <= min(followed, max(TICKS))]
    under = (
        f"People released, {say_place(report.place)}, {say_period(report.period)}; Kaplan-Meier, 95% interval"
    )
    rows = [_row(point, decimals, FEW if _is_few(report) else "") for point in _tabled(report)]
    if len(drawn) < 2 or followed < SHORTEST:
        return Curve(None, None, under, "", rows)
    end = next(end for end in TICKS if end >= drawn[-1].day)
    caption = _caption(report, drawn, followed, decimals)
    wide, narrow = (
        _draw(report, drawn, caption, end, followed, width) for width in (PAGE_WIDTH, PHONE_WIDTH)
    )
    return Curve(wide, narrow, under, HATCHED if followed < end else "", rows)


def _caption(report: Report, drawn: Sequence[Step | Knot], followed: int, decimals: int) -> Caption:
    """The finding at a year, or as far as everybody was followed; a stepped curve holds its value between events."""
    last = drawn[-1]
    shown = [point for point in drawn if point.day <= YEAR][-1]
    day = min(YEAR, followed) if report.internal else shown.day
    when = "a year" if day == YEAR else f"{day} days"
    few = f" {FEW}" if _is_few(report) else ""
    title = (
        f"{say_percent(shown.survival, decimals)}{few} of people had no proven offence {when} after release"
    )
    description = (
        f"Share of people free of a proven offence by days since release. It falls from 100% on day 0 to "
        f"{say_percent(last.survival, decimals)} by day {last.day}, 95% interval "
        f"{say_interval(last.low, last.high, decimals)}. The figures are in the table."
    )
    return Caption(title, description, "Free of a proven offence, %")


def _draw(
    report: Report, drawn: Sequence[Step | Knot], caption: Caption, end: int, followed: int, width: float
) -> Scene:
    is_wide = width > PHONE_WIDTH
    ticks = TICKS[end] if is_wide else (0, end // 2, end)
    return survival(
        caption,
        [CurvePoint(point.day, point.survival, point.low, point.high) for point in drawn],
        followed=_followed(drawn, ticks),
        end=end,
        ticks=ticks,
        time_words="Days since release",
        label="still free" if is_wide else "",
        mature_to=followed if followed < end else None,
        is_stepped=report.internal,
        decimals=1 if report.internal else 0,
        width=width,
        height=380 if is_wide else 340,
    )


def _followed(points: Sequence[Step | Knot], ticks: Sequence[int]) -> dict[int, int]:
    """How many are still followed, on the first day of the curve at or after each tick."""
    found = (next((point for point in points if point.day >= tick), None) for tick in ticks)
    return {point.day: point.at_risk for point in found if point}


def _tabled(report: Report) -> list[Step | Knot]:
    """Every published knot; of an internal curve the last event day by each knot, and the very last."""
    if not report.internal:
        return list(report.survival)
    by_day = {}
    for knot in (*KNOTS, report.survival[-1].day):
        point = [point for point in report.survival if point.day <= knot][-1]
        by_day[point.day] = point
    return list(by_day.values())


def _is_few(report: Report) -> bool:
    """Whether an internal curve begins with fewer people than a rate needs."""
    return report.survival[0].at_risk < RATE_FROM


def _row(point: Step | Knot, decimals: int, mark: str) -> tuple[str, str, str, str]:
    interval = say_interval(point.low, point.high, decimals) if point.low != point.high else "[z]"
    share = f"{say_percent(point.survival, decimals)} {mark}".rstrip()
    return (str(point.day), f"{point.at_risk:,}", share, interval)
