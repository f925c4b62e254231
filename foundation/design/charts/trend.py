"""The trend: one figure over periods, one line for each comparable series."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.design.charts.axes import PAGE_WIDTH, Box, Caption, Scale, frame, percent, scale, share_ticks
from foundation.design.charts.scene import Scene

NAME_HEIGHT = 14
LETTER = 8.0  # about the width of a bold letter of this size, to keep words inside the picture


@dataclass(frozen=True)
class TrendPoint:
    """The share in one period (its place on the axis, from 0), with its interval."""

    slot: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Break:
    """Where a definition changed: a place between two periods, and why."""

    at: float
    words: str


@dataclass(frozen=True)
class Goal:
    """A share that the series is held against: its name, and how its line looks."""

    words: str
    look: str
    share: float


Segment = Sequence[TrendPoint]


def trend(
    caption: Caption,
    segments: Sequence[Segment],
    slots: Sequence[str],
    *,
    target: float | None = None,
    floor: float | None = None,
    elsewhere: float | None = None,
    breaks: Sequence[Break] = (),
    immature: int = 0,
    ticks: Sequence[float] = (),
    decimals: int = 1,
    width: float = PAGE_WIDTH,
    height: float = 380,
) -> Scene:
    """Series that are never joined, each in its interval; the newest share named; the immature end hatched.

    A slot names a period; after a "|" follows its year, written below. Target, floor and what was published `elsewhere`
    are not drawn back over a break. Raises ValueError without periods and for a point outside them.
    """
    points = [point for segment in segments for point in segment]
    if not slots or any(not 0 <= point.slot < len(slots) for point in points):
        raise ValueError("a trend needs periods, and its points lie within them")
    scene = Scene(width, height, caption.title, caption.description)
    box = Box(44, 34, width - 86, height - 44)
    goals = _named(target, floor, elsewhere)
    tops = [*(point.high for point in points), *(goal.share for goal in goals)]
    ticks = ticks or share_ticks(max(tops, default=0))
    x = scale(-0.5, len(slots) - 0.5, box.left, box.right)
    y = scale(ticks[0], ticks[-1], box.bottom, box.top)
    for segment in segments:
        _band(scene, x, y, segment)
    frame(scene, box, y, ticks, caption.unit)
    _goals(scene, box, y, x(max(line.at for line in breaks)) if breaks else box.left, goals)
    _breaks(scene, box, x, breaks)
    _ahead(scene, box, x(len(slots) - immature - 0.5))
    _lines(scene, x, y, segments)
    _newest(scene, x, y, segments, [y(goal.share) for goal in goals], decimals)
    _periods(scene, box, x, slots)
    return scene


def _band(scene: Scene, x: Scale, y: Scale, segment: Segment) -> None:
    """The interval; a single period gets a bar, because a band needs two."""
    if len(segment) == 1:
        (point,) = segment
        scene.rect(x(point.slot) - 5, y(point.high), 10, y(point.low) - y(point.high), "band")
        return
    above = [(x(point.slot), y(point.high)) for point in segment]
    below = [(x(point.slot), y(point.low)) for point in segment]
    if segment:
        scene.path([*above, *reversed(below)], "band", closed=True)


def _ahead(scene: Scene, box: Box, left: float) -> None:
    """What lies to the right of there is not yet known."""
    if box.right - left > 1:
        scene.hatch(left, box.top, box.right - left, box.bottom - box.top)


def _named(target: float | None, floor: float | None, elsewhere: float | None) -> list[Goal]:
    named = (("Target", "target", target), ("Floor", "floor", floor), ("Others", "edge", elsewhere))
    return [Goal(words, look, share) for words, look, share in named if share is not None]


def _goals(scene: Scene, box: Box, y: Scale, start: float, goals: Sequence[Goal]) -> None:
    """Each line with its name at the right end, the names one below the other where lines lie close together."""
    free = box.top
    for goal in sorted(goals, key=lambda each: -each.share):
        scene.line(start, y(goal.share), box.right, y(goal.share), goal.look)
        at = max(free, y(goal.share) + 4)
        scene.text(box.right + 6, at, f"{goal.words} {100 * goal.share:g}%", "note")
        free = at + NAME_HEIGHT


def _breaks(scene: Scene, box: Box, x: Scale, breaks: Sequence[Break]) -> None:
    for line in breaks:
        scene.line(x(line.at), box.top - 12, x(line.at), box.bottom, "break")
        letters = int((scene.width - x(line.at)) / LETTER)
        scene.text(x(line.at) + 7, box.top - 3, line.words, "alert", chars=letters)


def _lines(scene: Scene, x: Scale, y: Scale, segments: Sequence[Segment]) -> None:
    for segment in segments:
        if len(segment) > 1:
            scene.path([(x(point.slot), y(point.share)) for point in segment], "main")
        for point in segment:
            scene.dot(x(point.slot), y(point.share), 4, "point")


def _newest(
    scene: Scene, x: Scale, y: Scale, segments: Sequence[Segment], goals: Sequence[float], decimals: int
) -> None:
    """The newest share, named below its point or above it, wherever a goal's line is farther away."""
    ends = [segment[-1] for segment in segments if segment]
    if not ends:
        return
    newest = max(ends, key=lambda point: point.slot)
    across, down = x(newest.slot), y(newest.share)
    baseline = max(
        (down + 14, down - 8), key=lambda line: min([abs(line - 4 - goal) for goal in goals], default=0)
    )
    scene.dot(across, down, 5.5, "own")
    scene.text(across + 9, baseline, f"{percent(newest.share, decimals)}%", "accent")


def _periods(scene: Scene, box: Box, x: Scale, slots: Sequence[str]) -> None:
    for slot, words in enumerate(slots):
        period, _, year = words.partition("|")
        scene.text(x(slot), box.bottom + 18, period, "note", "middle")
        if year:
            scene.text(max(x(slot) - 8, 0), box.bottom + 34, year, "note")
