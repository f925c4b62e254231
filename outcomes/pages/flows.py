"""The flow in words, a picture and a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.design.charts import PAGE_WIDTH, PHONE_WIDTH, Caption, FlowStep, Scene, flow
from foundation.design.dates import say_day
from outcomes.parts.flow import Flow, Loss, Step
from outcomes.whole import WholeReport

from .words import SUPPRESSED, say_count, say_percent, say_period, say_place

MOST_WAYS = 3  # of being lost, named beside a bar; the table has them all


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
    steps = [_drawn(step) for step in found.steps]
    wide, narrow = (flow(caption, steps, width=width) for width in (PAGE_WIDTH, PHONE_WIDTH))
    return FlowWords(_takeaway(found), wide, narrow, under, [_row(step) for step in found.steps])


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


def _drawn(step: Step) -> FlowStep:
    ways = "; ".join(_way(loss) for loss in step.losses[:MOST_WAYS])
    more = "; and others" if len(step.losses) > MOST_WAYS else ""
    lost = f"{_count(step.lost)} lost: {ways}{more}" if step.lost != 0 and ways else ""
    note = f"{say_percent(step.share, 0)} of the step before" if step.share is not None else ""
    return FlowStep(step.title, note, step.reached, lost, step.early or 0)


def _row(step: Step) -> tuple[str, str, str, str, str]:
    share = "" if step.share is None else say_percent(step.share, 0)
    ways = "; ".join(_way(loss) for loss in step.losses)
    return step.title, _count(step.reached), share, _count(step.lost), ways


def _way(loss: Loss) -> str:
    return f"{loss.words} {_count(loss.number)}"


def _count(number: int | None) -> str:
    return SUPPRESSED if number is None else say_count(number)
