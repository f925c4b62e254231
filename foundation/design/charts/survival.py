"""The survival curve: how many are still free of the event, by time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foundation.design.charts.axes import PAGE_WIDTH, Box, Caption, Scale, frame, percent, scale
from foundation.design.charts.scene import Point, Scene

QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class CurvePoint:
    """The share free of the event at a time, with its interval."""

    time: int
    share: float
    low: float
    high: float


def survival(
    caption: Caption,
    curve: Sequence[CurvePoint],
    *,
    followed: Mapping[int, int],
    end: int,
    ticks: Sequence[int],
    time_words: str,
    label: str = "",
    mature_to: int | None = None,
    drawn_to: int | None = None,
    is_stepped: bool = True,
    decimals: int = 1,
    width: float = PAGE_WIDTH,
    height: float = 400,
) -> Scene:
    """A curve with its interval, labelled at its end, and under the ticks how many are followed then.

    A stepped curve carries each value forward to `mature_to`, or to `end`, or to `drawn_to` where it ends before;
    published knots are joined and end with the last. What lies after `mature_to` is hatched. Raises ValueError for a
    curve without points, or one that goes on after `end`.
    """
    if not curve or curve[-1].time > end:
        raise ValueError("a curve needs points, none after the end of the axis")
    held_to = min(day for day in (end, mature_to, drawn_to) if day is not None)
    last = held_to if is_stepped else curve[-1].time
    scene = Scene(width, height, caption.title, caption.description)
    box = Box(44, 34, width - 22, height - 92)
    x, y = scale(0, end, box.left, box.right), scale(0, 1, box.bottom, box.top)
    lines = [_line(curve, values, x, y, last if is_stepped else None) for values in _values(curve)]
    scene.path([*lines[1], *reversed(lines[2])], "band", closed=True)
    frame(scene, box, y, QUARTERS, caption.unit)
    scene.path(lines[0], "main")
    if mature_to is not None and mature_to < end:
        _not_yet_mature(scene, box, x(mature_to), y)
    _end_label(scene, box, x(last), y, curve[-1], label, decimals)
    _times(scene, box, x, ticks, followed, time_words)
    return scene


def _values(curve: Sequence[CurvePoint]) -> tuple[list[float], list[float], list[float]]:
    return [point.share for point in curve], [point.low for point in curve], [point.high for point in curve]


def _line(
    curve: Sequence[CurvePoint], values: Sequence[float], x: Scale, y: Scale, last: int | None
) -> list[Point]:
    """The points of a line through the values; stepped, and carried on to `last`, when that is given."""
    if last is None:
        return [(x(point.time), y(value)) for point, value in zip(curve, values, strict=True)]
    until = [*(point.time for point in curve[1:]), max(last, curve[-1].time)]
    spans = zip(curve, values, until, strict=True)
    return [(x(time), y(value)) for point, value, after in spans for time in (point.time, after)]


def _not_yet_mature(scene: Scene, box: Box, left: float, y: Scale) -> None:
    scene.hatch(left, box.top, box.right - left, box.bottom - box.top)
    scene.line(left, box.top, left, box.bottom, "axis")
    middle = (left + box.right) / 2
    if box.right - left >= 80:
        scene.rect(middle - 38, y(0.5) - 26, 76, 42, "paper")
        scene.text(middle, y(0.5) - 9, "Not yet", "note", "middle")
        scene.text(middle, y(0.5) + 7, "mature", "note", "middle")


def _end_label(
    scene: Scene, box: Box, x: float, y: Scale, point: CurvePoint, label: str, decimals: int
) -> None:
    """The last value in words, under the curve, or above it where the curve has come down too far."""
    scene.dot(x, y(point.share), 5, "fill")
    top = y(point.low) + 22 if y(point.low) + 44 < box.bottom else y(point.high) - 28
    anchor, place = ("end", x - 10) if x > (box.left + box.right) / 2 else ("start", x + 10)
    interval = f"95% interval {percent(point.low, decimals)} to {percent(point.high, decimals)}"
    scene.text(place, top, f"{percent(point.share, decimals)}% {label}".rstrip(), "series", anchor)
    scene.text(place, top + 16, interval, "note", anchor)


def _times(
    scene: Scene, box: Box, x: Scale, ticks: Sequence[int], followed: Mapping[int, int], time_words: str
) -> None:
    """The time axis and, under it, how many people are still followed."""
    for tick in ticks:
        scene.text(x(tick), box.bottom + 18, str(tick), "note", "middle")
    scene.text((box.left + box.right) / 2, box.bottom + 36, time_words, "note", "middle")
    scene.text(0, scene.height - 26, "People still followed", "strong")
    scene.line(0, scene.height - 22, box.right, scene.height - 22, "grid")
    for time, number in followed.items():
        scene.text(x(time), scene.height - 5, f"{number:,}", "label", "middle")
