"""Draws a chart's scene on a PDF page: the same marks, colours and type as on the web page."""

from functools import cache

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from foundation.design.charts.palette import MARKS, TEXT
from foundation.design.charts.scene import Dot, Path, Scene, Words
from foundation.design.pdf.fonts import BOLD, REGULAR, printable

colour = cache(HexColor)


def draw_scene(canvas: Canvas, scene: Scene) -> None:
    """The scene with its lower left corner at the canvas's origin; the page's y axis points the other way."""
    for mark in scene.marks:
        if isinstance(mark, Words):
            _words(canvas, mark, scene.height)
        else:
            _shape(canvas, mark, scene.height)


def _words(canvas: Canvas, mark: Words, height: float) -> None:
    look = TEXT[mark.look]
    canvas.setFont(BOLD if look.bold else REGULAR, look.size)
    canvas.setFillColor(colour(look.colour))
    draw = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
    draw[mark.anchor](mark.x, height - mark.y, printable(mark.words))


def _shape(canvas: Canvas, mark: Path | Dot, height: float) -> None:
    look = MARKS[mark.look]
    if look.fill:
        canvas.setFillColor(colour(look.fill))
    if look.stroke:
        canvas.setStrokeColor(colour(look.stroke))
        canvas.setLineWidth(look.width)
        canvas.setDash(*(look.dash or ()))
    drawn = {"fill": int(bool(look.fill)), "stroke": int(bool(look.stroke))}
    if isinstance(mark, Dot):
        canvas.circle(mark.x, height - mark.y, mark.radius, **drawn)
        return
    path = canvas.beginPath()
    for (x, y), *rest in mark.lines:
        path.moveTo(x, height - y)
        for x, y in rest:
            path.lineTo(x, height - y)
        if mark.closed:
            path.close()
    canvas.drawPath(path, **drawn)
