"""Figures of years, in any unit: one line for each comparable series, never drawn over a break or a missing year."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from foundation.design.charts.axes import PAGE_WIDTH, PHONE_WIDTH, Box, Caption, Scale, scale
from foundation.design.charts.scene import Scene

STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Year:
    """One year's figure; None where there is none. breaks: it cannot be compared with the years before."""

    label: str
    value: float | None
    breaks: bool = False


def yearly(
    caption: Caption,
    years: Sequence[Year],
    say: Callable[[float], str],
    *,
    width: float = PAGE_WIDTH,
    height: float = 260,
) -> Scene:
    """The figures in the order of their years, the newest named; from nought, or from below it where one is negative.

    say: a figure in words, with its unit. On a phone every second year is named. Raises ValueError without a figure.
    """
    known = [year.value for year in years if year.value is not None]
    if not known:
        raise ValueError("there is no figure to draw")
    scene = Scene(width, height, caption.title, caption.description)
    box = Box(64, 34, width - 70, height - 30)
    ticks = round_ticks(min(0.0, *known), max(0.0, *known))
    x = scale(-0.5, len(years) - 0.5, box.left, box.right)
    y = scale(ticks[0], ticks[-1], box.bottom, box.top)
    for tick in ticks:
        scene.line(box.left, y(tick), box.right, y(tick), "axis" if tick == 0 else "grid")
        scene.text(box.left - 8, y(tick) + 4, say(tick), "note", "end")
    scene.text(0, 14, caption.unit, "note")
    for place, year in enumerate(years):
        if year.breaks and place:
            scene.line(x(place - 0.5), box.top - 12, x(place - 0.5), box.bottom, "break")
        if width > PHONE_WIDTH or (len(years) - 1 - place) % 2 == 0:
            scene.text(x(place), height - 10, year.label, "note", "middle")
    _lines(scene, x, y, _runs(years), say)
    return scene


def _lines(
    scene: Scene, x: Scale, y: Scale, runs: Sequence[Sequence[tuple[int, float]]], say: Callable[[float], str]
) -> None:
    """Each run as a line with its dots; the newest figure is named."""
    for run in runs:
        points = [(x(place), y(value)) for place, value in run]
        if len(points) > 1:
            scene.path(points, "main")
        for across, down in points:
            scene.dot(across, down, 4, "point")
    place, newest = runs[-1][-1]
    scene.dot(x(place), y(newest), 5.5, "own")
    scene.text(x(place) + 9, y(newest) - 8, say(newest), "accent")


def _runs(years: Sequence[Year]) -> list[list[tuple[int, float]]]:
    """(place, figure) of years in a row, without a gap and without a break between them."""
    runs: list[list[tuple[int, float]]] = [[]]
    for place, year in enumerate(years):
        if year.breaks or year.value is None:
            runs.append([])
        if year.value is not None:
            runs[-1].append((place, year.value))
    return [run for run in runs if run]


def round_ticks(lowest: float, highest: float) -> tuple[float, ...]:
    """Round numbers with nought among them, from below the lowest to above the highest, three to eight of them."""
    span = max(highest - lowest, 1e-9)
    size = 10.0 ** floor(log10(span / 5))
    step = next(step * size for step in STEPS if span <= 5 * step * size * (1 + 1e-9))
    first, last = floor(lowest / step + 1e-9), max(ceil(highest / step - 1e-9), 1)
    return tuple(round(step * number, 10) for number in range(first, last + 1))
