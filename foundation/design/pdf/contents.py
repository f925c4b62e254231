"""A table of contents: the headings and the page each is on, drawn when all pages are known."""

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from foundation.design.charts.palette import INK
from foundation.design.pdf.fonts import REGULAR, printable
from foundation.design.pdf.structure import Element, TaggedCanvas

SIZE, LEADING = 10, 16


class Contents(Flowable):
    """One line a heading, which the document must have: its words, and its page at the right."""

    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__()
        self.headings = [printable(words) for words in headings]
        self.element = Element("TOC")

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.wide, self.high = width, LEADING * len(self.headings) + LEADING / 2
        return width, self.high

    def draw(self) -> None:
        with self.canv.inside(self.element):
            self.left, self.bottom = self.canv.absolutePosition(0, 0)
        self.canv.draw_later(self._draw)

    def _draw(self, canvas: TaggedCanvas) -> None:
        canvas.setFillColor(HexColor(INK))
        canvas.setFont(REGULAR, SIZE)
        with canvas.inside(self.element):
            for number, words in enumerate(self.headings, 1):
                y = self.bottom + self.high - LEADING * number
                with canvas.content(Element("TOCI")):
                    canvas.drawString(self.left, y, words)
                    canvas.drawRightString(self.left + self.wide, y, str(canvas.page_of(words)))
