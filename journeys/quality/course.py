"""The scores of a hub from month to month, as a chart; the table with the same figures stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.design.charts import PAGE_WIDTH, PHONE_WIDTH, Caption, Scene, TrendPoint, trend

from .scoring import SampleScore

TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Course:
    """The chart for the page and for the phone."""

    title: str
    under: str
    wide: Scene
    narrow: Scene


def course_of(scores: Sequence[SampleScore]) -> Course | None:
    """The months with a score, the oldest first; None without any. Another list of questions begins another line."""
    months = [each for each in reversed(scores) if each.whole]
    if not months:
        return None
    newest = months[-1]
    title = f"{newest.sample.hub}: {100 * newest.share:.0f}% of what was asked in {newest.sample.month:%B %Y}"
    caption = Caption(title, "The figures are in the table.", "Score, %")
    segments: list[list[TrendPoint]] = []
    for slot, each in enumerate(months):
        point = TrendPoint(slot, each.share, each.lowest, each.highest)
        joins = slot and months[slot - 1].sample.questions == each.sample.questions
        if joins:
            segments[-1].append(point)
        else:
            segments.append([point])
    slots = [f"{each.sample.month:%b}|{each.sample.month:%Y}" if not place or each.sample.month.month == 1
             else f"{each.sample.month:%b}" for place, each in enumerate(months)]  # fmt: skip
    wide, narrow = (
        trend(caption, segments, slots, ticks=TICKS, decimals=0, width=width, height=300)
        for width in (PAGE_WIDTH, PHONE_WIDTH)
    )
    return Course(title, "By month; the band reaches from the lowest record to the highest", wide, narrow)
