"""Readings of one thing over days: a line that breaks where nobody answered, because that is not zero."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from foundation.design.charts.axes import Box, Caption, Scale, scale
from foundation.design.charts.scene import Scene
from foundation.design.dates import MONTHS

SMALL_WIDTH, SMALL_HEIGHT = 310, 160
CLOSE = 26.0  # pixels: numbers nearer than this would run into each other


@dataclass(frozen=True)
class Reading:
    """What was answered on a day; None where the question was not answered."""

    on: datetime.date
    value: float | None


def readings(
    caption: Caption,
    taken: Sequence[Reading],
    *,
    highest: float,
    lowest: float = 0,
    width: float = SMALL_WIDTH,
    height: float = SMALL_HEIGHT,
) -> Scene:
    """The readings in the order of their days, each a dot with its number; one line for each unbroken run of answers.

    Raises ValueError without readings and for one outside the scale.
    """
    values = [each.value for each in taken if each.value is not None]
    if not taken or any(not lowest <= value <= highest for value in values):
        raise ValueError("readings need at least one day, and lie on their scale")
    scene = Scene(width, height, caption.title, caption.description)
    box = Box(26, 36, width - 14, height - 24)  # above it the unit, and the number of a highest answer
    days = [each.on.toordinal() for each in taken]
    first, last = days[0], days[-1]
    x = scale(first - (first == last), last + (first == last), box.left + 10, box.right - 10)
    y = scale(lowest, highest, box.bottom, box.top)
    for line in (lowest, highest):
        scene.line(box.left, y(line), box.right, y(line), "axis" if line == lowest else "grid")
        scene.text(box.left - 6, y(line) + 4, f"{line:g}", "note", "end")
    scene.text(0, 12, caption.unit, "note")
    for run in _runs(taken):
        if len(run) > 1:
            scene.path([(x(each.on.toordinal()), y(each.value or 0)) for each in run], "main")
    _dots(scene, x, y, taken)
    _days(scene, box, x, taken)
    return scene


def _runs(taken: Sequence[Reading]) -> list[list[Reading]]:
    """The answers without a gap between them."""
    runs: list[list[Reading]] = [[]]
    for each in taken:
        if each.value is None:
            runs.append([])
        else:
            runs[-1].append(each)
    return [run for run in runs if run]


def _dots(scene: Scene, x: Scale, y: Scale, taken: Sequence[Reading]) -> None:
    """Each answer with its number, unless the number before it stands too near; the last one always has its own."""
    answered = [each for each in taken if each.value is not None]
    named = -CLOSE
    for each in answered:
        across, down = x(each.on.toordinal()), y(each.value or 0)
        is_last = each is answered[-1]
        scene.dot(across, down, 4.5 if is_last else 3.5, "own" if is_last else "point")
        if is_last or (across - named >= CLOSE and x(answered[-1].on.toordinal()) - across >= CLOSE):
            scene.text(across, down - 8, f"{each.value:g}", "accent" if is_last else "label", "middle")
            named = across


def _days(scene: Scene, box: Box, x: Scale, taken: Sequence[Reading]) -> None:
    """The first and the last day, below the axis."""
    if taken[0].on == taken[-1].on:
        scene.text(x(taken[0].on.toordinal()), box.bottom + 17, _say(taken[0].on), "note", "middle")
        return
    scene.text(box.left, box.bottom + 17, _say(taken[0].on), "note")
    scene.text(box.right, box.bottom + 17, _say(taken[-1].on), "note", "end")


def _say(day: datetime.date) -> str:
    """3 Jun 2026"""
    return f"{day.day} {MONTHS[day.month][:3].capitalize()} {day.year}"
