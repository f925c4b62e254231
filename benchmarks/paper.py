"""A finished document put on paper once more, by a canvas that need not work out where anything goes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PdfReader
from reportlab.pdfgen.canvas import Canvas

from foundation.design.pdf.fonts import BOLD, REGULAR

POINTS = {"m": 1, "l": 1, "c": 3}  # how many each step of a path has
PAINTED = {"S": (1, 0), "s": (1, 0), "f": (0, 1), "f*": (0, 1), "B": (1, 1), "B*": (1, 1), "b": (1, 1)}
STRAIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Matrix = Sequence[float]


@dataclass
class Sheet:
    """What stands on a page: words in their type, and what is drawn; every place as it is on the paper."""

    width: float
    height: float
    words: list[tuple[str, float, float, float, str]] = field(default_factory=list)
    paths: list[tuple[list[tuple[str, list[float]]], int, int]] = field(default_factory=list)


def sheets(document: bytes) -> list[Sheet]:
    """The pages of a document."""
    return [_sheet(page) for page in PdfReader(io.BytesIO(document)).pages]


def words_of(document: bytes) -> list[str]:
    """All that can be read in a document, in the order of the alphabet: its letters need not come in one order."""
    return sorted(word for sheet in sheets(document) for said, *_ in sheet.words for word in said.split())


def put_down(pages: Sequence[Sheet]) -> bytes:
    """The same words in the same type, lines and areas, on a bare canvas: no tags, no contents, no colours."""
    output = io.BytesIO()
    canvas = Canvas(output, initialFontName=REGULAR)
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        for steps, stroke, fill in page.paths:
            path = canvas.beginPath()
            for step, at in steps:
                {"m": path.moveTo, "l": path.lineTo, "c": path.curveTo, "re": path.rect}[step](*at)
            canvas.drawPath(path, stroke=stroke, fill=fill)
        for said, x, y, size, font in page.words:
            canvas.setFont(font, size)
            canvas.drawString(x, y, said)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _sheet(page: PageObject) -> Sheet:
    sheet = Sheet(float(page.mediabox.width), float(page.mediabox.height))
    steps: list[tuple[str, list[float]]] = []

    def word(said: str, moved: Matrix, at: Matrix, font: Any, size: float) -> None:
        if said.strip() and font:
            name = BOLD if BOLD in font["/BaseFont"] else REGULAR
            sheet.words.append((said.strip("\n"), *_placed(moved, at[4], at[5]), size, name))

    def drawn(operator: bytes, operands: Sequence[Any], moved: Matrix, _: Matrix) -> None:
        name = operator.decode()
        if name in POINTS:
            places = [
                _placed(moved, float(x), float(y)) for x, y in zip(operands[::2], operands[1::2], strict=True)
            ]
            steps.append((name, [number for place in places for number in place]))
        elif name == "re":
            x, y, width, height = map(float, operands)
            steps.append((name, [*_placed(moved, x, y), width * moved[0], height * moved[3]]))
        elif name in PAINTED:
            sheet.paths.append((steps.copy(), *PAINTED[name]))
            steps.clear()
        elif name == "n":
            steps.clear()

    page.extract_text(visitor_text=word, visitor_operand_before=drawn)
    return sheet


def _placed(moved: Matrix, x: float, y: float) -> tuple[float, float]:
    return x * moved[0] + y * moved[2] + moved[4], x * moved[1] + y * moved[3] + moved[5]
