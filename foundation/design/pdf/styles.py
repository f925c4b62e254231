"""The type and colours of the report on paper: body 10 on 14, tables 8.5 on 11, notes 7.5."""

from functools import cache

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from foundation.design.charts.palette import GRID, INK, MUTED
from foundation.design.pdf.fonts import BOLD, REGULAR

BRAND = "#1d4f59"
MARGIN = 48
RULE, HAIRLINE = HexColor(INK), HexColor(GRID)


def _style(
    name: str, size: float, leading: float, *, bold: bool = False, colour: str = INK, **more
) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=BOLD if bold else REGULAR, bulletFontName=REGULAR, fontSize=size, leading=leading,
        textColor=HexColor(colour), **more,
    )  # fmt: skip


HEADINGS = {
    1: _style("H1", 26, 32, bold=True, spaceAfter=2),
    2: _style("H2", 15, 20, bold=True, spaceBefore=14, spaceAfter=4),
    3: _style("H3", 10, 14, bold=True, spaceBefore=10, spaceAfter=2),
}
PARAGRAPHS = {
    "body": _style("body", 10, 14, spaceAfter=6),
    "item": _style("item", 9, 12.5, spaceAfter=2, leftIndent=9, firstLineIndent=-9),
    "subtitle": _style("subtitle", 15, 19, colour=MUTED, spaceAfter=8),
    "answer": _style("answer", 14, 19, bold=True, spaceAfter=8),
    "lead": _style("lead", 11, 15, spaceAfter=6),
    "under": _style("under", 8, 11, colour=MUTED, spaceAfter=4),
    "note": _style("note", 7.5, 10.5, colour=MUTED, spaceBefore=4, spaceAfter=6),
}


@cache
def cell_style(kind: str, *, right: bool) -> ParagraphStyle:
    """The style of a table's cell: `head`, `group`, `strong`, `plain` or `under`."""
    size, leading = {"head": (7.5, 10), "under": (7.3, 10)}.get(kind, (8.5, 11))
    colour = MUTED if kind in ("head", "under") else INK
    bold = kind in ("head", "group", "strong")
    name = f"{kind}-{'right' if right else 'left'}"
    return _style(name, size, leading, bold=bold, colour=colour, alignment=TA_RIGHT if right else TA_LEFT)
