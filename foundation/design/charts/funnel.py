"""The funnel: hubs against their limits by size. There is no order of hubs and no table of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from foundation.design.charts.axes import (
    NARROW,
    PAGE_WIDTH,
    Box,
    Caption,
    Scale,
    frame,
    percent,
    scale,
    share_ticks,
)
from foundation.design.charts.scene import Scene

LETTER = 7.6  # about the width of a bold letter, to keep a name inside the picture


@dataclass(frozen=True)
class FunnelHub:
    """A hub's share of so many people, and whether it lies outside the outer limits."""

    name: str
    share: float
    out_of: int
    is_outside: bool = False


@dataclass(frozen=True)
class FunnelLimit:
    """The limits that chance alone explains at one size."""

    out_of: float
    low: float
    high: float


def funnel(
    caption: Caption,
    hubs: Sequence[FunnelHub],
    baseline: float,
    inner: Sequence[FunnelLimit],
    outer: Sequence[FunnelLimit],
    *,
    own: str = "",
    size_words: str = "People",
    ticks: Sequence[float] = (),
    decimals: int = 1,
    width: float = PAGE_WIDTH,
    height: float = 400,
) -> Scene:
    """Hubs as hollow dots, the own one orange and named, those outside 99.8 % black diamonds and named.

    `inner` and `outer` are the 95 % and 99.8 % limits in order of size. Raises ValueError without hubs or
    limits.
    """
    if not hubs or not inner or not outer:
        raise ValueError("a funnel needs hubs, and limits about the baseline")
    scene = Scene(width, height, caption.title, caption.description)
    box = Box(44, 34, width - (76 if width < NARROW else 84), height - 46)
    most = max(*(hub.out_of for hub in hubs), *(limit.out_of for limit in outer))
    shares = [hub.share for hub in hubs] + [limit.high for limit in outer if limit.out_of >= most / 10]
    ticks = ticks or share_ticks(min(1.0, max(shares)))
    x = scale(0, most, box.left, box.right)
    y = _clipped(scale(ticks[0], ticks[-1], box.bottom, box.top), ticks[0], ticks[-1])
    _limits(scene, box, x, y, inner, outer)
    frame(scene, box, y, ticks, caption.unit)
    scene.line(box.left, y(baseline), box.right, y(baseline), "main")
    scene.text(box.right + 6, y(baseline) + 5, f"All {percent(baseline, decimals)}%", "series")
    _sizes(scene, box, x, most, size_words)
    for hub in sorted(hubs, key=lambda hub: (hub.name == own, hub.is_outside)):
        _hub(scene, box, x(hub.out_of), y(hub.share), hub, f"{hub.name} {percent(hub.share, decimals)}%", own)
    return scene


def _clipped(y: Scale, low: float, high: float) -> Scale:
    return lambda share: y(min(max(share, low), high))


def _limits(
    scene: Scene, box: Box, x: Scale, y: Scale, inner: Sequence[FunnelLimit], outer: Sequence[FunnelLimit]
) -> None:
    for limits, band, edge, words, away in (
        (outer, "outer", "edge", "99.8%", 5.0),
        (inner, "band", "edge-thin", "95%", -1.7),
    ):
        below = [(x(limit.out_of), y(limit.low)) for limit in limits]
        above = [(x(limit.out_of), y(limit.high)) for limit in limits]
        scene.path([*below, *reversed(above)], band, closed=True)
        for line, side in ((below, away), (above, -away)):
            scene.path(line, edge)
            scene.text(box.right + 6, line[-1][1] + 4 + side, words, "note")


def _sizes(scene: Scene, box: Box, x: Scale, most: float, size_words: str) -> None:
    steps = (first * 10**power for power in count(1) for first in (1, 2, 5))
    step = next(step for step in steps if most <= 7 * step)
    for tick in range(0, int(most) + 1, step):
        scene.text(x(tick), box.bottom + 18, f"{tick:,}", "note", "middle")
    scene.text((box.left + box.right) / 2, scene.height - 8, size_words, "note", "middle")


def _hub(scene: Scene, box: Box, x: float, y: float, hub: FunnelHub, words: str, own: str) -> None:
    is_own = hub.name == own
    if is_own:
        scene.dot(x, y, 7, "own")
    elif hub.is_outside:
        scene.diamond(x, y, 7, "outside")
    else:
        scene.dot(x, y, 4.5, "point")
        return
    look, wide = ("accent" if is_own else "strong"), LETTER * len(words)
    if hub.is_outside:
        fits = x + 11 + wide <= scene.width
        scene.text(x + (11 if fits else -11), y + 4, words, look, "start" if fits else "end")
        return
    scene.line(x, y + 7, x, box.bottom - 28, "axis")
    middle = min(max(x, box.left + wide / 2), scene.width - wide / 2)
    scene.text(middle, box.bottom - 14, words, look, "middle")
