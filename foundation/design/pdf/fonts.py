"""The one family every PDF embeds, in two weights: Bitstream Vera, from reportlab's own wheel.

It is the same file wherever the product is installed, so the same report gives the same bytes, and it has
the true minus sign. A character it lacks is shown without its accent or, failing that, as a question mark.
"""

from functools import lru_cache
from pathlib import Path
from unicodedata import combining, normalize

import reportlab
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "Vera", "VeraBd"
FOLDER = Path(reportlab.__file__).parent / "fonts"
WORDS = 20_000  # whose widths are kept: all that reports say again and again


class _Font(TTFont):
    """Knows how wide a word is once it has added up its letters: breaking paragraphs asks for little else."""

    @lru_cache(maxsize=WORDS)  # noqa: B019 there are two fonts, as long as the process lives
    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        return float(super().stringWidth(text, size, encoding))


def register() -> None:
    """Makes the two weights known to reportlab; a second time changes nothing."""
    if REGULAR in pdfmetrics.getRegisteredFontNames():
        return
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(_Font(name, str(FOLDER / f"{name}.ttf")))
    for bold, name in ((0, REGULAR), (1, BOLD)):
        for italic in (0, 1):
            addMapping(REGULAR, bold, italic, name)


def printable(words: str) -> str:
    """The words in characters the family has."""
    if words.isascii() and words.isprintable():
        return words
    return "".join(_printable(character) for character in words)


def _printable(character: str) -> str:
    known = pdfmetrics.getFont(REGULAR).face.charToGlyph
    if ord(character) in known:
        return character
    plain = [part for part in normalize("NFKD", character) if not combining(part)]
    return "".join(plain) if plain and all(ord(part) in known for part in plain) else "?"


register()
