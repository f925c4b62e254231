"""The small pictures of a table of figures: interval strip, rating mark, sparkline."""

from collections.abc import Sequence
from enum import StrEnum

from foundation.design.charts.axes import Caption, percent, scale
from foundation.design.charts.scene import Scene
from foundation.design.charts.trend import Segment


class Rating(StrEnum):
    """The four ratings, in the words always shown beside their mark."""

    TARGET_MET = "Target met"
    FLOOR_MET = "Floor met"
    FLOOR_MISSED = "Floor missed"
    INSUFFICIENT = "Insufficient data"


def interval_strip(
    title: str,
    *,
    share: float | None,
    low: float | None,
    high: float | None,
    target: float | None = None,
    floor: float | None = None,
    rating: Rating | None = Rating.INSUFFICIENT,
    decimals: int = 1,
    width: float = 150,
    height: float = 26,
) -> Scene:
    """From 0 to 100 %: the interval as a bar, the rate in the shape of its rating, target and floor as ticks.

    Without a target there is no rating (None), and the rate is a plain disc. Without a rate the strip is empty
    but for target and floor. Raises ValueError for a rate without interval.
    """
    if (share is None) != (low is None or high is None):
        raise ValueError("a rate is never drawn without its interval")
    description = "No rate."
    if share is not None and low is not None and high is not None:
        interval = f"{percent(low, decimals)} to {percent(high, decimals)}"
        description = f"{percent(share, decimals)}%, 95% interval {interval}."
    scene, x, middle = Scene(width, height, title, description), scale(0, 1, 7, width - 7), height / 2
    scene.rect(x(0), middle - 2, x(1) - x(0), 4, "ghost")
    if share is not None and low is not None and high is not None:
        scene.rect(x(low), middle - 4, max(x(high) - x(low), 1.5), 8, "interval-bar")
    for goal, look in ((floor, "floor"), (target, "target")):
        if goal is not None:
            scene.line(x(goal), 2, x(goal), height - 2, look)
    if share is not None:
        _mark(scene, x(share), middle, 5, rating)
    return scene


def rating_mark(rating: Rating, size: float = 16) -> Scene:
    """Four ratings, four shapes: disc, half-filled ring, triangle, dashed ring. Read without colour."""
    scene, middle = Scene(size, size, rating, f"Rating: {rating}"), size / 2
    _mark(scene, middle, middle, middle - 2, rating)
    if rating == Rating.FLOOR_MET:
        radius = middle - 2
        half = [
            (middle, middle - radius),
            (middle - 0.7 * radius, middle - 0.7 * radius),
            (middle - radius, middle),
        ]
        half += [(middle - 0.7 * radius, middle + 0.7 * radius), (middle, middle + radius)]
        scene.path(half, "floor-met", closed=True)
    return scene


def _mark(scene: Scene, x: float, y: float, radius: float, rating: Rating | None) -> None:
    if rating == Rating.FLOOR_MISSED:
        corners = [(x - radius - 1, y - radius), (x + radius + 1, y - radius), (x, y + radius + 1)]
        scene.path(corners, "missed", closed=True)
        return
    looks = {None: "fill", Rating.TARGET_MET: "met", Rating.FLOOR_MET: "ring", Rating.INSUFFICIENT: "none"}
    look = looks[rating]
    scene.dot(x, y, radius, look)


def sparkline(
    caption: Caption,
    segments: Sequence[Segment],
    *,
    target: float | None = None,
    width: float = 112,
    height: float = 28,
) -> Scene:
    """The course of a figure beside its words: no axis, a gap where the series breaks, the newest as a dot.

    Raises ValueError without a point.
    """
    points = [point for segment in segments for point in segment]
    if not points:
        raise ValueError("a sparkline needs at least one point")
    scene = Scene(width, height, caption.title, caption.description)
    values = [point.share for point in points] + ([target] if target is not None else [])
    first, last, low = points[0].slot, points[-1].slot, min(values)
    x = scale(first, max(last, first + 1), 4, width - 7)
    y = scale(low, max(values) if max(values) > low else low + 1, height - 6, 6)
    if target is not None:
        scene.line(4, y(target), width - 4, y(target), "floor")
    for segment in segments:
        if len(segment) > 1:
            scene.path([(x(point.slot), y(point.share)) for point in segment], "main")
    scene.dot(x(last), y(points[-1].share), 4, "fill")
    return scene
