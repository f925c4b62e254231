"""The reporting triangle: what share of each month's facts was known how many months later."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.design.charts.axes import NARROW, PAGE_WIDTH, Caption, percent
from foundation.design.charts.scene import Scene

ROW = 30
STEPS = (0.60, 0.75, 0.88, 0.97)  # from which share on a cell is one shade darker


@dataclass(frozen=True)
class TriangleRow:
    """A month with its shares by delay; None where one may not be shown. Delays still to come are missing."""

    label: str
    shares: Sequence[float | None]


def triangle(
    caption: Caption, rows: Sequence[TriangleRow], delays: int, *, corner: str, width: float = PAGE_WIDTH
) -> Scene:
    """One row a month, one column a delay from 0 on: the share in percent, darker the more was known; hatched what lies
    ahead. `corner` heads the months. Raises ValueError without rows and for a row with too many shares.
    """
    if not rows or any(len(row.shares) > delays + 1 for row in rows):
        raise ValueError("a triangle needs rows, none longer than its delays")
    left = 72.0 if width < NARROW else 130.0
    scene = Scene(width, 52 + ROW * len(rows), caption.title, caption.description)
    wide = (width - left) / (delays + 1)
    scene.text(0, 38, corner, "note")
    scene.text(left, 14, caption.unit, "note")
    for delay in range(delays + 1):
        scene.text(left + (delay + 0.5) * wide, 38, str(delay), "note", "middle")
    for number, row in enumerate(rows):
        top = 46.0 + number * ROW
        scene.text(0, top + 20, row.label, "label")
        for delay in range(delays + 1):
            across = left + delay * wide
            if delay >= len(row.shares):
                scene.hatch(across + 1, top + 1, wide - 2, ROW - 2)
            else:
                _cell(scene, across, top, wide, row.shares[delay])
    return scene


def _cell(scene: Scene, left: float, top: float, wide: float, share: float | None) -> None:
    level = 0 if share is None else sum(share >= step for step in STEPS)
    scene.rect(left, top, wide, ROW, f"heat{level}")
    words = "[c]" if share is None else percent(share, 0)
    scene.text(left + wide / 2, top + 20, words, "inverse" if level > 2 else "label", "middle")
