"""What changed between TOP forms: the pair of start and latest review or exit, and a small picture of each item."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.design.charts import Caption, Reading, Scene, readings
from foundation.design.dates import say_day

from ..models import OutcomesProfile
from .items import ITEMS, Item, Measure

_STAGE = OutcomesProfile.Stage
LATER = (_STAGE.REVIEW, _STAGE.EXIT)


@dataclass(frozen=True)
class Pair:
    """A start form and the latest review or exit of the same treatment."""

    start: OutcomesProfile
    later: OutcomesProfile

    def change(self, item: Item) -> int | None:
        """How far the answer moved; None where either form does not answer it."""
        before, after = getattr(self.start, item.slug), getattr(self.later, item.slug)
        return None if before is None or after is None else int(after) - int(before)


@dataclass(frozen=True)
class Line:
    """One item over all forms: `cells` are its answers in words, `change` what moved and `way` whether for the better.

    `picture` is None where there is nothing to draw.
    """

    item: Item
    cells: Sequence[str]
    change: str
    way: str
    picture: Scene | None

    @property
    def title(self) -> str:
        return self.item.label


def pair_of(profiles: Sequence[OutcomesProfile]) -> Pair | None:
    """The latest review or exit that has a start before it, forms in the order of their days; None without both.

    The indicator S2 pairs in the same way (`start_of`).
    """
    for later in reversed([each for each in profiles if each.stage in LATER]):
        if start := start_of(later, profiles):
            return Pair(start, later)
    return None


def start_of(later: OutcomesProfile, profiles: Sequence[OutcomesProfile]) -> OutcomesProfile | None:
    """The last start before the form, unless an exit lies between: that ended the treatment the start was of."""
    starts = [each for each in profiles if each.stage == _STAGE.START and each.taken_on < later.taken_on]
    start = max(starts, key=lambda each: each.taken_on, default=None)
    exits = [each.taken_on for each in profiles if each.stage == _STAGE.EXIT]
    if start is None or any(start.taken_on < ended_on < later.taken_on for ended_on in exits):
        return None
    return start


def lines_of(profiles: Sequence[OutcomesProfile], pair: Pair | None) -> list[tuple[str, list[Line]]]:
    """Every item that any form answers, under its heading."""
    sections: dict[str, list[Line]] = {}
    for item in ITEMS:
        answers = [getattr(each, item.slug) for each in profiles]
        if any(answer is not None for answer in answers):
            change = pair.change(item) if pair else None
            sections.setdefault(item.section.value, []).append(
                Line(
                    item,
                    [item.say(answer) for answer in answers],
                    say_change(item, change),
                    way_of(item, change),
                    _picture(item, profiles),
                )
            )
    return list(sections.items())


def say_change(item: Item, change: int | None) -> str:
    """17 days fewer, 3 points higher, No change; empty where the two forms do not both answer."""
    if change is None:
        return ""
    if change == 0:
        return "No change"
    size = abs(change)
    if item.measure is Measure.YES_NO:
        return "Now yes" if change > 0 else "Now no"
    noun, words = ("day", ("more", "fewer")) if item.is_days else ("point", ("higher", "lower"))
    return f"{size} {noun}{'' if size == 1 else 's'} {words[0] if change > 0 else words[1]}"


def way_of(item: Item, change: int | None) -> str:
    """better, worse, or empty for no change and for what cannot be compared."""
    if not change:
        return ""
    return "better" if (change > 0) == (item.good == "up") else "worse"


def _picture(item: Item, profiles: Sequence[OutcomesProfile]) -> Scene | None:
    """Drawn from two answers on, unless all of them are zero."""
    taken = [Reading(each.taken_on, getattr(each, item.slug)) for each in profiles]
    values = [each.value for each in taken if each.value is not None]
    if item.measure is Measure.YES_NO or len(values) < 2 or not any(values):
        return None
    told = "; ".join(f"{say_day(each.on)}: {item.say(_whole(each.value))}" for each in taken)
    caption = Caption(item.label, f"{item.label}, {item.unit}. {told}.", item.unit)
    return readings(caption, taken, highest=item.highest)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
