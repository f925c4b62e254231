"""What charts have in common: their words, scales, numbers and the frame they are drawn in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from foundation.design.charts.scene import Scene

Scale = Callable[[float], float]
PAGE_WIDTH, PHONE_WIDTH, NARROW = 660, 340, 480


@dataclass(frozen=True)
class Caption:
    """What a chart says: its finding as a sentence, the same at length for those who hear it, its unit."""

    title: str
    description: str
    unit: str = ""


class Box(NamedTuple):
    """The rectangle inside the axes, in pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float


def scale(from_low: float, from_high: float, to_low: float, to_high: float) -> Scale:
    """A straight map from one range to another. Raises ValueError for a range of nothing."""
    if from_low == from_high:
        raise ValueError("a scale needs two different ends")
    return lambda value: to_low + (value - from_low) * (to_high - to_low) / (from_high - from_low)


def percent(share: float, decimals: int = 1, *, signed: bool = False) -> str:
    """A share as a percentage without its sign: true minus, and never a negative nothing."""
    text = f"{abs(100 * share):.{decimals}f}"
    if float(text) == 0:
        return text
    return ("−" if share < 0 else "+" if signed else "") + text


def share_ticks(highest: float, lowest: float = 0.0) -> tuple[float, ...]:
    """Round percentages from `lowest` to the first one at or above `highest`, four to six of them."""
    span = round(100 * max(highest - lowest, 0.05), 6)
    step = next(step for step in (1, 2, 5, 10, 20) if span <= 5 * step)
    return tuple(lowest + number * step / 100 for number in range(ceil(span / step) + 1))


def frame(scene: Scene, box: Box, y: Scale, ticks: Sequence[float], unit: str) -> None:
    """Pale horizontal lines with their percentages, a darker one at the bottom, and the unit above."""
    for tick in ticks:
        scene.line(box.left, y(tick), box.right, y(tick), "axis" if tick == ticks[0] else "grid")
        scene.text(box.left - 8, y(tick) + 4, f"{percent(tick, 0)}%", "note", "end")
    scene.text(0, 14, unit, "note")
