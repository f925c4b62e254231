"""The colours and type of every chart, set once for the page and for the PDF.

`css()` writes the style sheet from the same tables from which the PDF takes its colours, so the two cannot
drift apart. Contrast on white: ink 14.6, muted 6.2, main 7.0, accent 6.0, met 6.5, floor 5.8, missed 7.5;
the pale ones carry no meaning alone.
"""

from typing import NamedTuple

INK, MUTED, AXIS, GRID, PAPER = "#1c2b30", "#55636a", "#7d8b91", "#dde3e5", "#ffffff"
MAIN, BAND, OUTER, ACCENT, GHOST = "#1b6172", "#cadde1", "#e6eff1", "#a8440c", "#eaeeef"
MET, FLOOR, MISSED, HATCH, INTERVAL = "#1d6b45", "#8f5a00", "#a3231b", "#a3afb4", "#8fb3bc"


class Look(NamedTuple):
    """How a mark is filled and drawn: colours, width in pixels, and dash and gap of a broken line."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 0
    dash: tuple[int, int] | None = None


class Type(NamedTuple):
    """How words are set: size in pixels, weight, colour."""

    size: int
    bold: bool
    colour: str


MARKS = {
    "grid": Look(stroke=GRID, width=1),
    "axis": Look(stroke=AXIS, width=1),
    "main": Look(stroke=MAIN, width=2.25),
    "fill": Look(MAIN),
    "ghost": Look(GHOST),
    "band": Look(BAND),
    "outer": Look(OUTER),
    "edge": Look(stroke=MAIN, width=1, dash=(5, 3)),
    "edge-thin": Look(stroke=MAIN, width=0.75),
    "target": Look(stroke=INK, width=1.5),
    "floor": Look(stroke=INK, width=1.25, dash=(2, 3)),
    "break": Look(stroke=ACCENT, width=1.5, dash=(6, 4)),
    "hatch": Look(stroke=HATCH, width=0.75),
    "interval-bar": Look(INTERVAL),
    "point": Look(PAPER, MAIN, 1.5),
    "own": Look(ACCENT, PAPER, 1.5),
    "outside": Look(INK, PAPER, 1),
    "up": Look(MAIN),
    "down": Look(ACCENT),
    "total": Look(AXIS),
    "met": Look(MET),
    "floor-met": Look(FLOOR),
    "missed": Look(MISSED),
    "ring": Look(PAPER, FLOOR, 1.75),
    "none": Look(PAPER, MUTED, 1.5, (2, 2)),
    "paper": Look(PAPER),
    "heat0": Look("#f1f5f6", PAPER, 2),
    "heat1": Look("#d5e4e7", PAPER, 2),
    "heat2": Look("#9fc1c9", PAPER, 2),
    "heat3": Look("#336f7e", PAPER, 2),
    "heat4": Look("#174d5a", PAPER, 2),
}

TEXT = {
    "label": Type(13, False, INK),
    "strong": Type(13, True, INK),
    "note": Type(12, False, MUTED),
    "series": Type(13, True, MAIN),
    "alert": Type(12, True, ACCENT),
    "accent": Type(13, True, ACCENT),
    "inverse": Type(13, True, PAPER),
}


def css() -> str:
    """The style rules of all marks and words: what `frontend/scss/_charts.scss` must hold."""
    rules = ["// Written from the chart palette by `python -m foundation.design.charts`: do not edit."]
    for name, look in MARKS.items():
        stroke = f"stroke:{look.stroke};stroke-width:{look.width:g}" if look.stroke else "stroke:none"
        dash = f";stroke-dasharray:{look.dash[0]} {look.dash[1]}" if look.dash else ""
        rules.append(f".tg-c-{name}{{fill:{look.fill or 'none'};{stroke}{dash}}}")
    for name, words in TEXT.items():
        weight = 700 if words.bold else 400
        rules.append(f".tg-t-{name}{{font-size:{words.size}px;font-weight:{weight};fill:{words.colour}}}")
    return "\n".join(rules) + "\n"
