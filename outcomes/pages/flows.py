"""The flow in words, a picture and a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from foundation.design.charts import PAGE_WIDTH, PHONE_WIDTH, Caption, FlowStep, Scene, flow
from foundation.design.dates import say_day
from outcomes.parts.flow import STEPS, Flow, Loss, Step
from outcomes.whole import WholeReport

from . import keys
from .words import DOES_NOT_APPLY, FEW, SUPPRESSED, say_count, say_percent, say_period, say_place

ROOM = {
    PAGE_WIDTH: 100,
    PHONE_WIDTH: 88,
}  # letters beside a bar, or under it: the table has every way of being lost


@dataclass(frozen=True)
class FlowWords:
    """The drawn flow, and the rows of its table: step, reached, share of the step before, lost, and every way of it."""

    takeaway: str
    wide: Scene
    narrow: Scene
    under: str
    rows: Sequence[tuple[str, str, str, str, str]]

    @property
    def title(self) -> str:
        return self.wide.title

    @property
    def keyed(self) -> list[tuple[str, tuple[str, str, str, str, str]]]:
        """The rows, each with the key that opens it."""
        return [(keys.of_step(slug), row) for (slug, _, _), row in zip(STEPS, self.rows, strict=True)]


def flow_words(whole: WholeReport) -> FlowWords | None:
    """The flow of a report; None where nobody was referred."""
    found, report = whole.flow, whole.report
    if not found.has_people:
        return None
    caption = Caption(
        "Where people are lost between referral and a verified milestone",
        f"{_chain(found)}. The figures, and why others did not come so far, are in the table.",
    )
    under = (
        f"People referred, {say_place(report.place)}, {say_period(report.period)}, followed to "
        f"{say_day(min(report.as_at, report.known_at.date()))}"
    )
    wide, narrow = (
        flow(caption, [_drawn(step, room) for step in found.steps], width=width)
        for width, room in ROOM.items()
    )
    rows = [_row(step, before) for before, step in zip([None, *found.steps], found.steps, strict=False)]
    return FlowWords(_takeaway(found), wide, narrow, under, rows)


def _chain(found: Flow) -> str:
    return ", ".join(f"{step.title.lower()} {_count(step.reached)}" for step in found.steps).capitalize()


def _takeaway(found: Flow) -> str:
    """The step before which most were lost, so far as that may be said."""
    told = [(step.lost, step) for step in found.steps if step.lost]
    if not told:
        return "No loss between two steps can be shown: numbers are too small, or nobody was lost."
    lost, step = max(told, key=lambda each: each[0])
    return (
        f"The largest loss that can be shown comes before the step “{step.title.lower()}”: {lost:,} people."
    )


def _drawn(step: Step, room: int) -> FlowStep:
    ways = "; ".join(_way(loss) for loss in step.losses)
    lost = f"{_count(step.lost)} lost: {ways}" if step.lost != 0 and ways else ""
    note = f"{say_percent(step.share, 0)} of the step before" if step.share is not None else ""
    return FlowStep(
        step.title, note, step.reached, shorten(lost, room, placeholder=" and others"), step.early or 0
    )


def _row(step: Step, before: Step | None) -> tuple[str, str, str, str, str]:
    ways = "; ".join(_way(loss) for loss in step.losses)
    nobody = "nobody" if step.lost == 0 else SUPPRESSED
    return step.title, _count(step.reached), say_share(step, before), _count(step.lost), ways or nobody


def say_share(step: Step, before: Step | None) -> str:
    """The share of the step before, or the marker that says why there is none."""
    if step.share is not None:
        return say_percent(step.share, 0)
    if before is None or before.reached == 0:
        return DOES_NOT_APPLY
    return SUPPRESSED if None in (before.reached, step.reached, step.lost) else FEW


def _way(loss: Loss) -> str:
    return f"{loss.words} {_count(loss.number)}"


def _count(number: int | None) -> str:
    return SUPPRESSED if number is None else say_count(number)
