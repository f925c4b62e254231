"""The flow: how many came to each step, and how many were lost on the way to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.design.charts.axes import NARROW, PAGE_WIDTH, Caption, scale
from foundation.design.charts.scene import Scene

LEAST = 0.08  # of the width: a bar shorter than this has its number beside it
HEIGHT = 34.0


@dataclass(frozen=True)
class FlowStep:
    """A step: its title and note, how many reached it (None where that may not be shown), what is said of the lost, and
    of how many it is too early to say.
    """

    title: str
    note: str
    number: int | None
    lost: str = ""
    early: int = 0


def flow(caption: Caption, steps: Sequence[FlowStep], *, width: float = PAGE_WIDTH) -> Scene:
    """One bar a step: dark those who came to it, pale those lost since the step before, hatched those of whom it is too
    early to say. A number that may not be shown is a hatched outline that says [c]. Raises ValueError without steps.
    """
    if not steps:
        raise ValueError("a flow has at least one step")
    narrow = width < NARROW
    left, row = (0.0, 92.0) if narrow else (176.0, 62.0)
    right = width if narrow else width - 228
    scene = Scene(width, row * len(steps), caption.title, caption.description)
    most = max([step.number or 0 for step in steps] + [1])
    x, before = scale(0, most, left, right), most
    for number, step in enumerate(steps):
        top = number * row + (24 if narrow else 6)
        scene.text(0, number * row + 16 if narrow else top + 13, step.title, "strong")
        if not narrow:
            scene.text(0, top + 29, step.note, "note")
        if step.number is None:
            scene.hatch(left, top, x(before) - left, HEIGHT, 5)
            scene.text(left + 8, top + 22, "[c]", "strong")
        else:
            _bar(scene, left, top, x(before), x(step.number), step)
            if step.early:
                scene.hatch(x(step.number), top, x(step.early) - left, HEIGHT, 5)
            before = step.number
        if step.lost:
            across, down, chars = (0.0, top + 48, 48) if narrow else (right + 14, top + 10, 35)
            scene.text(across, down, step.lost, "note", chars=chars)
    return scene


def _bar(scene: Scene, left: float, top: float, before: float, end: float, step: FlowStep) -> None:
    scene.rect(left, top, max(before - left, 0), HEIGHT, "ghost")
    scene.rect(left, top, max(end - left, 1), HEIGHT, "fill")
    if end - left > LEAST * scene.width:
        scene.text(end - 8, top + 22, f"{step.number:,}", "inverse", "end")
    else:
        scene.text(end + 6, top + 22, f"{step.number:,}", "strong")
