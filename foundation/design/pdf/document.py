"""A tagged A4 document: margins, header, footer, and the same bytes for the same content."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from foundation.design.charts.palette import GRID, MUTED, PAPER
from foundation.design.pdf.flowables import TaggedParagraph
from foundation.design.pdf.fonts import BOLD, REGULAR, printable
from foundation.design.pdf.structure import TaggedCanvas
from foundation.design.pdf.styles import BRAND, MARGIN

PRODUCT = "Throughgate"
WIDTH, HEIGHT = A4
MEASURE = WIDTH - 2 * MARGIN
BANNER = 64
FIRST_TOP, LATER_TOP, BOTTOM = 84, 62, 56
ROOM_UNDER_HEADING = 96


class Document:
    """Collects blocks and builds the file.

    The first page carries a banner with the product and `issuer`; the others the product and `running`, the
    report's title. `footer` is one or two lines: place, data as at, version, and the like.
    """

    def __init__(
        self, title: str, *, issuer: str = "", running: str = "", footer: Sequence[str] = ()
    ) -> None:
        self.title, self.issuer, self.running, self.footer = title, issuer, running or title, footer
        self._blocks: list[Flowable] = []

    def add(self, *blocks: Flowable | list[Flowable]) -> None:
        """Adds blocks below what there is; a list stays on one page, and a heading never ends one."""
        for block in blocks:
            if isinstance(block, list):
                self._blocks.append(KeepTogether(block))
                continue
            if isinstance(block, TaggedParagraph) and block.outline:
                self._blocks.append(CondPageBreak(ROOM_UNDER_HEADING))
            self._blocks.append(block)

    def break_page(self) -> None:
        """What follows begins a page."""
        self._blocks.append(PageBreak())

    def build(self) -> bytes:
        """The file; the same blocks give the same bytes. A document is built once: blocks are used up."""
        with _collected_young():
            return self._build()

    def _build(self) -> bytes:
        output = BytesIO()
        template = BaseDocTemplate(
            output, pagesize=A4, title=printable(self.title), author=PRODUCT, lang="en-GB", invariant=1
        )
        template.addPageTemplates([_page("first", FIRST_TOP), _page("later", LATER_TOP)])
        blocks, self._blocks = self._blocks, []
        template.build([NextPageTemplate("later"), *blocks], canvasmaker=self._canvas)
        return output.getvalue()

    def _canvas(self, *arguments, **options) -> TaggedCanvas:
        canvas = TaggedCanvas(*arguments, **options)
        canvas.furniture = self._furniture
        return canvas

    def _furniture(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        if page == 1:
            self._banner(canvas)
        else:
            _words(canvas, MARGIN, HEIGHT - 34, PRODUCT, bold=True, colour=BRAND)
            _words(canvas, WIDTH - MARGIN, HEIGHT - 34, self.running, right=True)
            _line(canvas, HEIGHT - 41, BRAND, 1.25)
        _line(canvas, 46, GRID, 0.75)
        for number, words in enumerate(self.footer):
            _words(canvas, MARGIN, 34 - 10 * number, words, size=7.3)
        _words(canvas, WIDTH - MARGIN, 34, f"Page {page} of {pages}", size=7.3, right=True)

    def _banner(self, canvas: TaggedCanvas) -> None:
        canvas.setFillColor(HexColor(BRAND))
        canvas.rect(0, HEIGHT - BANNER, WIDTH, BANNER, fill=1, stroke=0)
        _words(canvas, MARGIN, HEIGHT - 39, PRODUCT, size=14, bold=True, colour=PAPER)
        _words(canvas, WIDTH - MARGIN, HEIGHT - 38, self.issuer, size=9, right=True, colour=PAPER)


@contextmanager
def _collected_young() -> Iterator[None]:
    """Throw away at once, and while it is young, what a document was made of.

    It is fifty thousand objects that hold each other. Left alone they grow old while the document is built, and then
    everything that the process holds is looked through to find them, which takes as long as the building.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
        gc.collect(0)


def _page(name: str, top: float) -> PageTemplate:
    frame = Frame(
        MARGIN, BOTTOM, MEASURE, HEIGHT - top - BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    return PageTemplate(name, [frame])


def _words(
    canvas: TaggedCanvas, x: float, y: float, words: str, *, size: float = 8.5, bold: bool = False,
    right: bool = False, colour: str = MUTED,
) -> None:  # fmt: skip
    canvas.setFont(BOLD if bold else REGULAR, size)
    canvas.setFillColor(HexColor(colour))
    (canvas.drawRightString if right else canvas.drawString)(x, y, printable(words))


def _line(canvas: TaggedCanvas, y: float, colour: str, thickness: float) -> None:
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(thickness)
    canvas.line(MARGIN, y, WIDTH - MARGIN, y)
