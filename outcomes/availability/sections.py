"""A section of the page: a table, what it says, and perhaps a chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from foundation.design.charts import PAGE_WIDTH, PHONE_WIDTH, Caption, Column, Scene, columns
from outcomes.pages.words import SUPPRESSED

Figure = str | int | float | None  # None: not shown, by disclosure control


@dataclass(frozen=True)
class Chart:
    """A drawn figure, for the page and for the phone."""

    wide: Scene
    narrow: Scene
    under: str

    @property
    def title(self) -> str:
        return self.wide.title


def column_chart(title: str, description: str, unit: str, shown: Sequence[Column], under: str) -> Chart:
    """Columns at both widths."""
    caption = Caption(title, description, unit)
    wide, narrow = (columns(caption, shown, width=width) for width in (PAGE_WIDTH, PHONE_WIDTH))
    return Chart(wide, narrow, under)


@dataclass(frozen=True)
class Section:
    """One table. The first of each row is its header; `heads` name the columns with their units.

    key: what names the section in addresses and in the CSV. empty: what stands there instead of a table without rows.
    """

    key: str
    title: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Figure, ...], ...]
    note: str = ""
    empty: str = "There is nothing to count yet."
    chart: Chart | None = None

    @property
    def labelled(self) -> list["LabelledRow"]:
        """The rows in words, each figure with the head of its column."""
        return [
            LabelledRow(
                str(first), [(head, say(each)) for head, each in zip(self.heads[1:], rest, strict=True)]
            )
            for first, *rest in self.rows
        ]


class LabelledRow(NamedTuple):
    """A row's header, and pairs of a column's head and the figure in words."""

    head: str
    figures: list[tuple[str, str]]


def say(figure: Figure) -> str:
    """The figure with its comma, or the marker of what is not shown."""
    if figure is None:
        return SUPPRESSED
    return figure if isinstance(figure, str) else f"{figure:,}"
