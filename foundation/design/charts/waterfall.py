"""The waterfall: why a figure moved from one report to the next, in parts that add up."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.design.charts.axes import NARROW, PAGE_WIDTH, Caption, Scale, percent, scale
from foundation.design.charts.scene import Scene

ROW = 40


@dataclass(frozen=True)
class Bar:
    """A named share, or a named change of one."""

    label: str
    share: float


def waterfall(
    caption: Caption,
    start: Bar,
    parts: Sequence[Bar],
    end: Bar,
    *,
    ticks: Sequence[float],
    decimals: int = 1,
    width: float = PAGE_WIDTH,
) -> Scene:
    """From the first figure to the second, one bar a part; falling parts are hatched as well as coloured.

    `decimals` are those of the percentages. Raises ValueError when the parts do not add up.
    """
    if abs(start.share + sum(part.share for part in parts) - end.share) > 1e-9:
        raise ValueError("the parts do not add up to the change")
    narrow = width < NARROW
    scene = Scene(width, 44 + ROW * (len(parts) + 2), caption.title, caption.description)
    x = scale(ticks[0], ticks[-1], 146 if narrow else 220, width - (56 if narrow else 70))
    for tick in ticks:
        scene.line(x(tick), 26, x(tick), scene.height, "grid")
        scene.text(x(tick), 16, f"{percent(tick, 0)}%", "note", "middle")
    _row(scene, x, 0, start.label, (ticks[0], start.share), "total", f"{percent(start.share, decimals)}%")
    at = start.share
    for number, part in enumerate(parts, 1):
        look, words = ("up" if part.share >= 0 else "down"), percent(part.share, decimals, signed=True)
        scene.line(x(at), 35 + (number - 1) * ROW, x(at), 35 + (number + 1) * ROW - 14, "axis")
        _row(scene, x, number, part.label, (at, at + part.share), look, words)
        at += part.share
    _row(
        scene,
        x,
        len(parts) + 1,
        end.label,
        (ticks[0], end.share),
        "total",
        f"{percent(end.share, decimals)}%",
    )
    return scene


def _row(
    scene: Scene, x: Scale, number: int, label: str, ends: tuple[float, float], look: str, words: str
) -> None:
    top, (left, right) = 32 + number * ROW, sorted(x(end) for end in ends)
    scene.text(0, top + 20, label, "strong" if look == "total" else "label")
    scene.rect(left, top + 3, max(right - left, 1.5), ROW - 14, look)
    if look == "down":
        scene.hatch(left, top + 3, right - left, ROW - 14, 5)
    scene.text(right + 7, top + 21, words, "strong")
