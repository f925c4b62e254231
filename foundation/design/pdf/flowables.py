"""The building blocks of a tagged page: headings, paragraphs, figures, columns."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus import Spacer as Gap

from foundation.design.charts.scene import Scene
from foundation.design.pdf.fonts import BOLD, printable
from foundation.design.pdf.marks import draw_scene
from foundation.design.pdf.structure import Element
from foundation.design.pdf.styles import HEADINGS, PARAGRAPHS

__all__ = ["Columns", "Figure", "Gap", "Rule", "figure", "heading", "note", "paragraph"]

CHART_FACTOR = 0.7
COLUMN_GAP = 22


class TaggedParagraph(Paragraph):
    """A paragraph that is one element of the tree, also when a page ends in its midst."""

    element: Element | None = None
    outline: tuple[str, int] | None = None
    _wrapped: tuple[float, float] | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Lines are broken once for a width, however often a page is tried; splitting may forget them."""
        if self._wrapped is None or self._wrapped[0] != width or not hasattr(self, "blPara"):
            self._wrapped = width, super().wrap(width, height)[1]
        return self._wrapped

    def split(self, width: float, height: float) -> list[Any]:
        parts = super().split(width, height)
        for part in parts:
            part.element = self.element
        return parts

    def draw(self) -> None:
        if self.outline:
            self.canv.list_heading(*self.outline)
        with self.canv.content(self.element):
            super().draw()


def fragments(words: str, style: ParagraphStyle, lead: str = "") -> list[Any]:
    """Words as the pieces that a paragraph is made of, with nothing in them read as markup; a lead is bold."""
    told = [(f"{lead} ", BOLD), (words, style.fontName)] if lead else [(words, style.fontName)]
    return [_fragment(style, font).clone(text=printable(said)) for said, font in told]


@cache
def _fragment(style: ParagraphStyle, font: str) -> Any:
    """What reportlab makes of words in a font, to be copied: reading its markup anew takes longer than all else."""
    (made,) = Paragraph(f'<font name="{font}">-</font>', style).frags
    return made


def paragraph(words: str, style: str = "body", *, lead: str = "") -> TaggedParagraph:
    """Plain words in one of the styles body, item, subtitle, answer, lead, under and note; a lead is set bold."""
    made = TaggedParagraph(None, PARAGRAPHS[style], frags=fragments(words, PARAGRAPHS[style], lead))
    made.element = Element("P")
    return made


def note(words: str, *, lead: str = "") -> TaggedParagraph:
    """A source, a rule or how to read what stands above."""
    return paragraph(words, "note", lead=lead)


def heading(words: str, level: int = 2) -> TaggedParagraph:
    """A heading of level 1 to 3, also listed in the outline. Raises KeyError for another level."""
    made = TaggedParagraph(None, HEADINGS[level], frags=fragments(words, HEADINGS[level]))
    made.element, made.outline = Element(f"H{level}"), (printable(words), level)
    return made


class Rule(Flowable):
    """A coloured bar over a column, as an artifact."""

    def __init__(self, colour: str, thickness: float = 3) -> None:
        super().__init__()
        self.colour, self.thickness = colour, thickness

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.wide = width
        return width, self.thickness + 6

    def draw(self) -> None:
        with self.canv.artifact():
            self.canv.setFillColor(self.colour)
            self.canv.rect(0, 6, self.wide, self.thickness, fill=1, stroke=0)


class Figure(Flowable):
    """A chart with its words as alternative text; without an element it decorates a cell of a table."""

    def __init__(self, scene: Scene, factor: float = CHART_FACTOR, *, decorates: bool = False) -> None:
        super().__init__()
        self.scene, self.factor = scene, factor
        self.element = None if decorates else Element("Figure", f"{scene.title}. {scene.description}")

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Never wider than the column: a chart that does not fit is drawn smaller."""
        self.factor = min(self.factor, width / self.scene.width)
        return self.scene.width * self.factor, self.scene.height * self.factor

    def draw(self) -> None:
        if not self.element:
            self._draw()
            return
        x, y = self.canv.absolutePosition(0, 0)
        wide, high = self.scene.width * self.factor, self.scene.height * self.factor
        box = tuple(round(corner, 2) for corner in (x, y, x + wide, y + high))
        self.element.attributes = {"O": "/Layout", "Placement": "/Block", "BBox": box}
        with self.canv.content(self.element):
            self._draw()

    def _draw(self) -> None:
        self.canv.saveState()
        self.canv.scale(self.factor, self.factor)
        draw_scene(self.canv, self.scene)
        self.canv.restoreState()


def figure(scene: Scene, under: str = "", factor: float = CHART_FACTOR) -> list[Flowable]:
    """A chart under its title sentence and, smaller, what, who and when: a list, which stays on one page."""
    words = [paragraph(under, "under")] if under else []
    return [heading(scene.title, 3), *words, Figure(scene, factor)]


class Columns(Flowable):
    """Blocks side by side in columns of one width, read one column after the other; never split."""

    def __init__(self, columns: Sequence[Sequence[Flowable]], gap: float = COLUMN_GAP) -> None:
        super().__init__()
        self.columns, self.gap = columns, gap
        self.spaceAfter = 8

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.wide = (width - self.gap * (len(self.columns) - 1)) / len(self.columns)
        heights = [sum(self._height(block, height) for block in column) for column in self.columns]
        self.high = max(heights)
        return width, self.high

    def _height(self, block: Flowable, height: float) -> float:
        return block.wrapOn(self.canv, self.wide, height)[1] + block.getSpaceAfter()

    def draw(self) -> None:
        for number, column in enumerate(self.columns):
            y = self.high
            for block in column:
                y -= block.wrap(self.wide, y)[1]
                block.drawOn(self.canv, number * (self.wide + self.gap), y)
                y -= block.getSpaceAfter()
