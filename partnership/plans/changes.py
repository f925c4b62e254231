"""What changed between two versions of a plan, said in sentences: what the plan loses comes first."""

from collections.abc import Iterator
from typing import Any

from foundation.design.dates import say_day

from ..figures.wording import say_value
from ..states import Frequency, Good
from .value import Planned, PlannedMeasure

_NAMES = {
    "title": "its name", "definition": "what it counts", "good": "the good direction", "owner": "the owner",
    "baseline": "the baseline", "baseline_period": "the period of the baseline", "target": "the target",
    "floor": "the floor",
}  # fmt: skip


def changes_between(former: Planned, new: Planned) -> list[str]:
    """A sentence for each change; none where both say the same."""
    return [*_lost(former, new), *_added(former, new), *_changed(former, new), *_of_the_plan(former, new)]


def _under(planned: Planned) -> dict[str, tuple[str, PlannedMeasure]]:
    """{uuid: the title of its priority, the measure}"""
    return {
        measure.uuid: (priority.title, measure)
        for priority in planned.priorities
        for measure in priority.measures
    }


def _lost(former: Planned, new: Planned) -> Iterator[str]:
    kept, priorities = _under(new), {each.title for each in new.priorities}
    for priority in former.priorities:
        if priority.title not in priorities:
            yield f"The plan loses the priority “{priority.title}”."
    for uuid, (priority_title, measure) in _under(former).items():
        if uuid not in kept:
            yield f"The plan loses the measure “{measure.title}” of “{priority_title}”."


def _added(former: Planned, new: Planned) -> Iterator[str]:
    before, priorities = _under(former), {each.title for each in former.priorities}
    for priority in new.priorities:
        if priority.title not in priorities:
            yield f"A new priority: “{priority.title}”."
    for uuid, (priority_title, measure) in _under(new).items():
        if uuid not in before:
            yield f"A new measure of “{priority_title}”: “{measure.title}”."


def _changed(former: Planned, new: Planned) -> Iterator[str]:
    before = _under(former)
    for uuid, (_, measure) in _under(new).items():
        if uuid not in before:
            continue
        for name, words in _NAMES.items():
            was, now = getattr(before[uuid][1], name), getattr(measure, name)
            if was != now:
                told = f"was {_say(measure, name, was)}, and is {_say(measure, name, now)}"
                yield f"“{measure.title}”: {words} {told}."


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
    whys = {each.title: each.why for each in former.priorities}
    for priority in new.priorities:
        if whys.get(priority.title, priority.why) != priority.why:
            yield f"Why “{priority.title}” is a priority is worded anew."


def say_frequency(measure: PlannedMeasure) -> str:
    """Every quarter"""
    return Frequency(measure.frequency).label
