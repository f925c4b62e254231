"""The two curves of a report, until a proven offence and with the hub: their pictures and their tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from foundation.design.charts import PAGE_WIDTH, PHONE_WIDTH, Caption, CurvePoint, Scene, survival
from outcomes.disclosure import KNOTS, RATE_FROM, Knot
from outcomes.statistics import Step
from outcomes.whole import WholeReport

from . import keys
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
ENOUGH = "Drawn while 30 people or more are followed."
FEW_STAY = (
    "Fewer than 30 people are followed after the first day, too few to draw; the table has what is known."
)
LEFT_OUT = "Days that would tell of a few people alone are left out."
HATCHED = "Hatched: not yet mature, because not everybody has been followed that long."


MEAN = "Shown apart: those with a proven offence so far had it {days} after release, on average."


@dataclass(frozen=True)
class _Told:
    """What a curve is of: its key, who is followed, the words of its title and axes."""

    key: str
    who: str
    without_picture: str
    found: str  # after the share
    since: str
    share: str
    label: str
    note: str = ""


OFFENCE = _Told(
    keys.OFFENCES,
    "People released",
    "Time to a proven offence",
    "of people had no proven offence {when} after release",
    "Days since release",
    "Free of a proven offence",
    "still free",
)
HUB = _Told(
    keys.ATTENDANCE,
    "People who started at a hub",
    "Still with the hub",
    "of people were still with the hub {when} after they started",
    "Days since the start",
    "Still with the hub",
    "still with the hub",
    "Stopped: 28 days without attending, dated at the last attendance.",
)


@dataclass(frozen=True)
class Curve:
    """A curve: its picture for the page and for the phone, what it is of, and the rows of its table.

    The pictures are None while too little of the curve is mature. A row is the day, how many were still followed, the
    share and its interval. `heads`: what its days and shares are.
    """

    key: str
    wide: Scene | None
    narrow: Scene | None
    under: str
    note: str
    rows: Sequence[tuple[str, str, str, str]]
    heads: tuple[str, str]
    without_picture: str
    why_not_drawn: str = NOT_DRAWN

    @property
    def title(self) -> str:
        return self.wide.title if self.wide else self.without_picture

    @property
    def keyed(self) -> list[tuple[str, tuple[str, str, str, str]]]:
        """The rows, each with the key that opens it."""
        return [(keys.of_day(self.key, row[0]), row) for row in self.rows]


def offence_curve(whole: WholeReport, days: str) -> Curve | None:
    """Until a proven offence; None without a curve. `days`: the mean of those who had one, in words."""
    told = replace(OFFENCE, note=MEAN.format(days=days)) if days else OFFENCE
    return _curve(whole, told, whole.report.survival, whole.followed_days)


def hub_curve(whole: WholeReport) -> Curve | None:
    """Until people stop coming to the hub; None without a curve."""
    return _curve(whole, HUB, whole.retention.points, whole.retention.followed_days)


def _curve(whole: WholeReport, told: _Told, points: Sequence[Step | Knot], followed: int) -> Curve | None:
    """Only the mature part of a curve is drawn, and only while enough people are followed."""
    report = whole.report
    if len(points) < 2:
        return None
    decimals, mark = (1 if report.internal else 0), _mark(points[0])
    mature = [point for point in points if point.day <= min(followed, max(TICKS))]
    drawn = mature if mark else [point for point in mature if not _mark(point)]
    under = f"{told.who}, {say_place(report.place)}, {say_period(report.period)}; Kaplan-Meier, 95% interval"
    tabled = _tabled(points) if report.internal else points
    rows = [_row(point, decimals) for point in tabled]
    heads = (told.since, told.share)
    said = " ".join(words for words in (told.note, _left_out(report.internal, points)) if words)
    if len(drawn) < 2 or followed < SHORTEST:
        why = NOT_DRAWN if followed < SHORTEST or len(mature) < 2 else FEW_STAY
        return Curve(told.key, None, None, under, said, rows, heads, told.without_picture, why)
    end = next(end for end in TICKS if end >= drawn[-1].day)
    shown = [point for point in drawn if point.day <= YEAR][-1]
    ends_early = len(drawn) < len(mature)
    # A stepped curve holds its value between events.
    day = min(YEAR, followed) if report.internal and not (ends_early and shown is drawn[-1]) else shown.day
    caption = _caption(told, drawn[-1], shown, day, decimals, mark)
    wide, narrow = (
        _draw(
            told, drawn, caption, end, followed, width, report.internal, drawn[-1].day if ends_early else None
        )
        for width in (PAGE_WIDTH, PHONE_WIDTH)
    )
    notes = (said, HATCHED if followed < end else "", ENOUGH if ends_early else "")
    note = " ".join(words for words in notes if words)
    return Curve(told.key, wide, narrow, under, note, rows, heads, told.without_picture)


def _caption(
    told: _Told, last: Step | Knot, shown: Step | Knot, day: int, decimals: int, mark: str
) -> Caption:
    """The finding at a year, or as far as everybody was followed."""
    found = told.found.format(when="a year" if day == YEAR else f"{day} days")
    share = f"{say_percent(shown.survival, decimals)} {mark}".rstrip()
    description = (
        f"{told.share}, by {told.since.lower()}. It falls from 100% on day 0 to "
        f"{say_percent(last.survival, decimals)} by day {last.day}, 95% interval "
        f"{say_interval(last.low, last.high, decimals)}. The figures are in the table."
    )
    return Caption(f"{share} {found}", description, f"{told.share}, %")


def _draw(
    told: _Told,
    drawn: Sequence[Step | Knot],
    caption: Caption,
    end: int,
    followed: int,
    width: float,
    stepped: bool,
    drawn_to: int | None,
) -> Scene:
    is_wide = width > PHONE_WIDTH
    ticks = TICKS[end] if is_wide else (0, end // 2, end)
    return survival(
        caption,
        [CurvePoint(point.day, point.survival, point.low, point.high) for point in drawn],
        followed=_followed(drawn, ticks),
        end=end,
        ticks=ticks,
        time_words=told.since,
        label=told.label if is_wide else "",
        mature_to=followed if followed < end else None,
        drawn_to=drawn_to,
        is_stepped=stepped,
        decimals=1 if stepped else 0,
        width=width,
        height=380 if is_wide else 340,
    )


def _followed(points: Sequence[Step | Knot], ticks: Sequence[int]) -> dict[int, int]:
    """How many are still followed, on the first day of the curve at or after each tick."""
    found = (next((point for point in points if point.day >= tick), None) for tick in ticks)
    return {point.day: point.at_risk for point in found if point}


def _left_out(internal: bool, points: Sequence[Step | Knot]) -> str:
    """That control left knots out before the last that is shown, where it did (decision 130)."""
    expected = [day for day in KNOTS if day <= points[-1].day]
    return "" if internal or len(points) == len(expected) else LEFT_OUT


def _tabled(points: Sequence[Step | Knot]) -> list[Step | Knot]:
    """Of an internal curve the last event day by each knot, and the very last."""
    by_day = {}
    for knot in (*KNOTS, points[-1].day):
        point = [point for point in points if point.day <= knot][-1]
        by_day[point.day] = point
    return list(by_day.values())


def _mark(point: Step | Knot) -> str:
    """What stands beside a share that rests on too few."""
    return FEW if point.at_risk < RATE_FROM else ""


def _row(point: Step | Knot, decimals: int) -> tuple[str, str, str, str]:
    interval = say_interval(point.low, point.high, decimals) if point.low != point.high else "[z]"
    share = f"{say_percent(point.survival, decimals)} {_mark(point)}".rstrip()
    return (str(point.day), f"{point.at_risk:,}", share, interval)
