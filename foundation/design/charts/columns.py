"""Columns: how many in each of some weeks, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from foundation.design.charts.axes import PAGE_WIDTH, PHONE_WIDTH, Box, Caption, scale
from foundation.design.charts.scene import Scene

STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Column:
    """How many; None where there is no number to show, and then `mark` says why. The label stands below."""

    label: str
    number: int | None
    mark: str = "[c]"


def columns(
    caption: Caption, shown: Sequence[Column], *, width: float = PAGE_WIDTH, height: float = 240
) -> Scene:
    """One column each with its number above; one without a number is hatched and says its mark.

    On a phone every second label is left out. Raises ValueError without columns.
    """
    if not shown:
        raise ValueError("there are no columns to draw")
    scene = Scene(width, height, caption.title, caption.description)
    box = Box(40, 34, width - 8, height - 30)
    ticks = count_ticks(max(column.number or 0 for column in shown))
    y, slot = scale(ticks[0], ticks[-1], box.bottom, box.top), (box.right - box.left) / len(shown)
    for tick in ticks:
        scene.line(box.left, y(tick), box.right, y(tick), "grid" if tick else "axis")
        scene.text(box.left - 8, y(tick) + 4, f"{tick:,}", "note", "end")
    scene.text(0, 14, caption.unit, "note")
    for place, column in enumerate(shown):
        left, broad = box.left + slot * (place + 0.15), slot * 0.7
        top = box.bottom - 10 if column.number is None else y(column.number)
        if column.number is None:
            scene.hatch(left, top, broad, box.bottom - top, 5)
        elif column.number:
            scene.rect(left, top, broad, box.bottom - top, "total")
        words = column.mark if column.number is None else f"{column.number:,}"
        scene.text(left + broad / 2, top - 6, words, "strong", "middle")
        if width > PHONE_WIDTH or place % 3 == 0:
            scene.text(left + broad / 2, height - 10, column.label, "note", "middle")
    return scene


def count_ticks(highest: int) -> tuple[int, ...]:
    """Whole round numbers from nought to the first at or above the highest, two to six of them."""
    size = 1
    while highest > STEPS[-1] * 5 * size:
        size *= 10
    step = next(step * size for step in STEPS if highest <= 5 * step * size)
    return tuple(step * number for number in range(max(ceil(highest / step), 1) + 1))
