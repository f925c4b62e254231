"""Tables on paper: header cells say what they head, the header is repeated, no row is torn in two."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus import Table as PlatypusTable

from foundation.design.charts.scene import Scene
from foundation.design.pdf.flowables import Figure, fragments
from foundation.design.pdf.fonts import REGULAR, printable
from foundation.design.pdf.structure import Element
from foundation.design.pdf.styles import HAIRLINE, RULE, cell_style


@dataclass(frozen=True)
class Column:
    """A column's header, its width in points, and whether it holds numbers, which stand to the right."""

    title: str
    width: float
    is_number: bool = False


@dataclass(frozen=True)
class TableCell:
    """Words, and smaller words under them; `mark` is a small picture that repeats the words before it."""

    words: str
    under: str = ""
    is_strong: bool = False
    mark: Scene | None = None


@dataclass(frozen=True)
class Group:
    """A row that heads those below it."""

    title: str


Row = Sequence[str | TableCell | Scene] | Group


@dataclass
class _Progress:
    """What parts of one table on several pages share."""

    element: Element
    has_header: bool = False


class _Cell(Flowable):
    """The content of one cell and what it is: header of a column, of a row, or a figure."""

    def __init__(self, blocks: Sequence[Flowable], role: str = "TD", **attributes: Any) -> None:
        super().__init__()
        self.blocks = blocks
        self.element = Element(role, attributes={"O": "/Table", **attributes} if attributes else {})

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.wide = width
        self.high = sum(block.wrap(width, height)[1] for block in self.blocks)
        return width, self.high

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:
        """Puts each block where it goes at once: moving the page for the cell, and back, costs more than its words."""
        top = y + self.high
        for block in self.blocks:
            top -= block.wrap(self.wide, top)[1]
            if isinstance(block, _Words) and block.is_line:
                block.draw_line(canvas, x, top)
            else:
                block.drawOn(canvas, x, top)


class _Words(Flowable):
    """The words of a cell: drawn as they are where they fit on one line, which is most often, else as a paragraph.

    A paragraph breaks lines and is measured again each time it is asked for its size: on twenty pages of
    tables that is most of the time.
    """

    def __init__(self, words: str, style: ParagraphStyle) -> None:
        super().__init__()
        self.words, self.style = printable(" ".join(words.split())), style
        self.length = stringWidth(self.words, style.fontName, style.fontSize)
        self._sizes: dict[float, tuple[float, float]] = {}

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.wide = width
        self.is_line = self.length <= width
        if self.is_line:
            return width, self.style.leading if self.words else 0
        if width not in self._sizes:
            self._sizes[width] = self.paragraph.wrap(width, height)
        return self._sizes[width]

    @cached_property
    def paragraph(self) -> Paragraph:
        return Paragraph(None, self.style, frags=fragments(self.words, self.style))

    def draw_line(self, canvas: Canvas, x: float, y: float) -> None:
        """The one line, with its lower left corner at x and y."""
        canvas.setFont(self.style.fontName, self.style.fontSize)
        canvas.setFillColor(self.style.textColor)
        base = y + self.style.leading - self.style.fontSize
        if self.style.alignment == TA_RIGHT:
            canvas.drawRightString(x + self.wide, base, self.words)
        else:
            canvas.drawString(x, base, self.words)

    def draw(self) -> None:
        if self.is_line:
            self.draw_line(self.canv, 0, 0)
        else:
            self.paragraph.drawOn(self.canv, 0, 0)


class Table(PlatypusTable):
    """A platypus table that writes rows, header cells and cells into the tree; made by `table`."""

    progress: _Progress

    def split(self, width: float, height: float) -> list[Any]:
        parts = super().split(width, height)
        for part in parts:
            part.progress = self.progress
        return parts

    def draw(self) -> None:
        self._row_elements: dict[float, Element] = {}
        with self.canv.inside(self.progress.element):
            super().draw()
        self.progress.has_header = True

    def _drawBkgrnd(self) -> None:
        with self.canv.artifact():
            super()._drawBkgrnd()

    def _drawLines(self) -> None:
        with self.canv.artifact():
            super()._drawLines()

    def _drawCell(
        self, cells: Sequence[_Cell], style: Any, position: tuple[float, float], size: tuple[float, float]
    ) -> None:
        """A header repeated on a later page is an artifact; every other cell belongs to its row."""
        (cell,) = cells
        if self.progress.has_header and cell.element.attributes.get("Scope") == "/Column":
            with self.canv.artifact("Pagination"):
                super()._drawCell(cells, style, position, size)
            return
        row = self._row_elements.setdefault(position[1], Element("TR"))
        with self.canv.inside(row), self.canv.content(cell.element):
            super()._drawCell(cells, style, position, size)


def table(caption: str, columns: Sequence[Column], rows: Sequence[Row]) -> Table:
    """A table with fixed widths; the first cell of each row is its header. `caption` says what it shows.

    Raises ValueError for a row that does not fill the columns.
    """
    head = [_Cell([_words(column.title, "head", column)], "TH", Scope="/Column") for column in columns]
    made = Table(
        [head, *(_row(columns, row) for row in rows)],
        colWidths=[column.width for column in columns],
        repeatRows=1,
        style=_rules(rows),
    )
    made.hAlign, made.spaceAfter = "LEFT", 6
    made.progress = _Progress(Element("Table", attributes={"O": "/Table", "Summary": caption}))
    return made


def _row(columns: Sequence[Column], row: Row) -> list[_Cell]:
    if isinstance(row, Group):
        words = _words(row.title, "group", columns[0])
        return [_Cell([words], "TH", Scope="/Row", ColSpan=len(columns)), *([_Cell([])] * (len(columns) - 1))]
    if len(row) != len(columns):
        raise ValueError(f"a row of {len(row)} cells does not fill {len(columns)} columns")
    first, *others = zip(row, columns, strict=True)
    return [
        _Cell(_blocks(*first, kind="strong"), "TH", Scope="/Row"),
        *(_Cell(_blocks(cell, column)) for cell, column in others),
    ]


def _blocks(cell: str | TableCell | Scene, column: Column, kind: str = "plain") -> list[Flowable]:
    if isinstance(cell, Scene):
        return [Figure(cell, decorates=True)]
    if isinstance(cell, str):
        return [_words(cell, kind, column)]
    blocks: list[Flowable] = [_words(cell.words, "strong" if cell.is_strong else kind, column)]
    if cell.mark:
        blocks = [_Marked(Figure(cell.mark, 0.6, decorates=True), blocks[0])]
    return [*blocks, _words(cell.under, "under", column)] if cell.under else blocks


def _words(words: str, kind: str, column: Column) -> _Words:
    return _Words(words, cell_style(kind, right=column.is_number))


class _Marked(Flowable):
    """A small picture and, beside it, the words it stands for."""

    def __init__(self, mark: Figure, words: Flowable) -> None:
        super().__init__()
        self.mark, self.words = mark, words

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.offset = self.mark.wrap(width, height)[0] + 4
        self.high = self.words.wrap(width - self.offset, height)[1]
        return width, self.high

    def draw(self) -> None:
        self.mark.drawOn(self.canv, 0, self.high - self.mark.wrap(self.offset, self.high)[1] - 0.5)
        self.words.drawOn(self.canv, self.offset, 0)


def _rules(rows: Sequence[Row]) -> list[tuple[Any, ...]]:
    """One rule under the header and each group, hairlines between rows, no boxes; a group keeps a row."""
    style: list[tuple[Any, ...]] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, HAIRLINE),
        ("LINEBELOW", (0, 0), (-1, 0), 1, RULE),
    ]
    for number, row in enumerate(rows, 1):
        if isinstance(row, Group):
            style += [
                ("SPAN", (0, number), (-1, number)),
                ("LINEBELOW", (0, number), (-1, number), 0.75, RULE),
                ("NOSPLIT", (0, number), (0, min(number + 1, len(rows)))),
            ]
    return style
