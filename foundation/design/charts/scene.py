"""A scene: the marks of one chart, drawn once and shown on a page as SVG or in a PDF.

Every mark has a name from the palette and nothing else: the SVG carries classes only, no style attribute,
no `url()`, and no id but those of its title and description (the content security policy allows no more).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from foundation.design.charts.palette import TEXT

Point = tuple[float, float]


@dataclass(frozen=True)
class Path:
    """One or more lines, or closed shapes, of one look."""

    lines: tuple[tuple[Point, ...], ...]
    look: str
    closed: bool = False

    def svg(self) -> str:
        end = "Z" if self.closed else ""
        drawn = ("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + end for line in self.lines)
        return f'<path class="tg-c-{self.look}" d="{"".join(drawn)}"/>'


@dataclass(frozen=True)
class Dot:
    """A disc."""

    x: float
    y: float
    radius: float
    look: str

    def svg(self) -> str:
        return f'<circle class="tg-c-{self.look}" cx="{self.x:.1f}" cy="{self.y:.1f}" r="{self.radius:.1f}"/>'


@dataclass(frozen=True)
class Words:
    """One line of words; `anchor` is start, middle or end."""

    x: float
    y: float
    words: str
    look: str
    anchor: str

    def svg(self) -> str:
        place = f'x="{self.x:.1f}" y="{self.y:.1f}" text-anchor="{self.anchor}"'
        return f'<text class="tg-t-{self.look}" {place}>{escape(self.words)}</text>'


Mark = Path | Dot | Words


class Scene:
    """A canvas of so many pixels, origin at the top left; `title` and `description` say it in words."""

    def __init__(self, width: float, height: float, title: str, description: str) -> None:
        self.width, self.height = width, height
        self.title, self.description = title, description
        self.marks: list[Mark] = []

    def path(self, points: Sequence[Point], look: str, *, closed: bool = False) -> None:
        self.marks.append(Path((tuple(points),), look, closed))

    def line(self, x1: float, y1: float, x2: float, y2: float, look: str) -> None:
        self.path([(x1, y1), (x2, y2)], look)

    def rect(self, x: float, y: float, width: float, height: float, look: str) -> None:
        self.path([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], look, closed=True)

    def dot(self, x: float, y: float, radius: float, look: str) -> None:
        self.marks.append(Dot(x, y, radius, look))

    def diamond(self, x: float, y: float, size: float, look: str) -> None:
        self.path([(x, y - size), (x + size, y), (x, y + size), (x - size, y)], look, closed=True)

    def text(
        self, x: float, y: float, words: str, look: str = "label", anchor: str = "start", chars: int = 0
    ) -> None:
        """Words on one line, or wrapped at so many characters."""
        for number, row in enumerate(wrap(words, chars) if chars else [words]):
            self.marks.append(Words(x, y + number * (TEXT[look].size + 3), row, look, anchor))

    def hatch(self, x: float, y: float, width: float, height: float, gap: float = 6) -> None:
        """Diagonals cut to the rectangle; a pattern fill would need an id and a `url()`."""
        lines, reach = [], gap
        while reach < width + height:
            lower = (x + min(reach, width), y + max(0.0, reach - width))
            upper = (x + max(0.0, reach - height), y + min(reach, height))
            lines.append((lower, upper))
            reach += gap
        self.marks.append(Path(tuple(lines), "hatch"))

    def svg(self, key: str, extra_class: str = "") -> str:
        """The picture with its title and description; `key` must be unlike any other chart's of the page."""
        named = f'role="img" aria-labelledby="{key}-t {key}-d"'
        words = f'<title id="{key}-t">{escape(self.title)}</title>'
        words += f'<desc id="{key}-d">{escape(self.description)}</desc>'
        return self._element(named, words, extra_class)

    def decoration(self, extra_class: str = "") -> str:
        """The picture beside words that say the same: hidden from assistive technology, without ids."""
        return self._element('aria-hidden="true" focusable="false"', "", extra_class)

    def _element(self, named: str, words: str, extra_class: str) -> str:
        size = f'width="{self.width:g}" height="{self.height:g}" viewBox="0 0 {self.width:g} {self.height:g}"'
        names = f"tg-chart {extra_class}".strip()
        marks = "".join(mark.svg() for mark in self.marks)
        return f'<svg xmlns="http://www.w3.org/2000/svg" class="{names}" {size} {named}>{words}{marks}</svg>'
