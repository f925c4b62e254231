"""What changed between two versions of a plan, said in sentences: what the plan loses comes first."""

from collections.abc import Iterator, Mapping
from typing import Any

from foundation.design.dates import say_day

from ..figures.wording import say_value
from ..states import Frequency, Good
from .value import Planned, PlannedMeasure, PlannedPriority

_NAMES = {
    "title": "its name", "definition": "what it counts", "good": "the good direction", "owner": "the owner",
    "baseline": "the baseline", "baseline_period": "the period of the baseline", "target": "the target",
    "floor": "the floor",
}  # fmt: skip


Reasons = Mapping[str, str]


def changes_between(former: Planned, new: Planned, reasons: Reasons) -> list[str]:
    """A sentence for each change; none where both say the same. reasons: {priority or measure: why it was left out}."""
    return [
        *_lost(former, new, reasons),
        *_added(former, new),
        *_of_priorities(former, new),
        *_changed(former, new),
        *_of_the_plan(former, new),
    ]


def lost_between(former: Planned, new: Planned) -> tuple[list[PlannedPriority], list[PlannedMeasure]]:
    """What the one has and the other has not."""
    priorities = [each for each in former.priorities if _same_in(new, each) is None]
    kept = _under(new)
    return priorities, [measure for measure in former.measures if measure.uuid not in kept]


def _same_in(planned: Planned, priority: PlannedPriority) -> PlannedPriority | None:
    return next((each for each in planned.priorities if each.is_same_as(priority)), None)


def _under(planned: Planned) -> dict[str, tuple[str, PlannedMeasure]]:
    """{uuid: the title of its priority, the measure}"""
    return {
        measure.uuid: (priority.title, measure)
        for priority in planned.priorities
        for measure in priority.measures
    }


def _lost(former: Planned, new: Planned, reasons: Reasons) -> Iterator[str]:
    priorities, measures = lost_between(former, new)
    for priority in priorities:
        yield f"The plan loses the priority “{priority.title}”{_because(reasons.get(priority.uuid))}"
    under = _under(former)
    for measure in measures:
        of = under[measure.uuid][0]
        yield f"The plan loses the measure “{measure.title}” of “{of}”{_because(reasons.get(measure.uuid))}"


def _because(reason: str | None) -> str:
    return f": {reason.strip().rstrip('.')}." if reason and reason.strip() else "."


def _added(former: Planned, new: Planned) -> Iterator[str]:
    before = _under(former)
    for priority in new.priorities:
        if _same_in(former, priority) is None:
            yield f"A new priority: “{priority.title}”."
    for uuid, (priority_title, measure) in _under(new).items():
        if uuid not in before:
            yield f"A new measure of “{priority_title}”: “{measure.title}”."


def _of_priorities(former: Planned, new: Planned) -> Iterator[str]:
    """Called otherwise, worded anew, or in another order."""
    both = [(was, now) for was in former.priorities if (now := _same_in(new, was))]
    for was, now in both:
        if was.title != now.title:
            yield f"The priority “{was.title}” is called “{now.title}”."
        if was.why != now.why:
            yield f"Why “{now.title}” is a priority is worded anew."
    if [now for _, now in both] != sorted((now for _, now in both), key=new.priorities.index):
        titles = ", ".join(f"“{each.title}”" for each in new.priorities)
        yield f"The priorities stand in another order: {titles}."


def _changed(former: Planned, new: Planned) -> Iterator[str]:
    before = _under(former)
    for uuid, (_, measure) in _under(new).items():
        if uuid in before:
            yield from changes_of_measure(before[uuid][1], measure)


def changes_of_measure(former: PlannedMeasure, new: PlannedMeasure) -> Iterator[str]:
    """A sentence for each thing that is said of a measure in another way."""
    for name, words in _NAMES.items():
        was, now = getattr(former, name), getattr(new, name)
        if was != now:
            yield f"“{new.title}”: {words} was {_say(new, name, was)}, and is {_say(new, name, now)}."


def _say(measure: PlannedMeasure, name: str, value: Any) -> str:
    if value in (None, ""):
        return "none"
    if name in ("baseline", "target", "floor"):
        return say_value(measure.unit, value)
    if name == "good":
        return Good(value).label.lower()
    return f"“{value}”" if name in ("title", "definition") else str(value)


def _of_the_plan(former: Planned, new: Planned) -> Iterator[str]:
    if former.title != new.title:
        yield f"The plan is called “{new.title}”; it was “{former.title}”."
    if former.purpose != new.purpose:
        yield "What the plan is for is worded anew."
    for words, was, now in (
        ("begins", former.begins_on, new.begins_on),
        ("ends", former.ends_on, new.ends_on),
    ):
        if was != now:
            yield f"The plan {words} on {say_day(now)}; it was {say_day(was)}."


def say_frequency(measure: PlannedMeasure) -> str:
    """Every quarter"""
    return Frequency(measure.frequency).label
