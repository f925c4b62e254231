"""What a scrutiny pack holds: sections of blocks, in plain values, that page, PDF and CSV are made from.

It is frozen when the pack is built, so that the same pack gives the same bytes for good (outcomes: section 5).
"""

import datetime
import json
from dataclasses import dataclass

from outcomes.freezing import frozen, thawed
from outcomes.periods import period as period_named

from ..figures.value import Figure
from ..plans.value import PlannedMeasure


@dataclass(frozen=True)
class Said:
    """A paragraph. manner: body, lead (the finding), note (small print) or quote (somebody's own words)."""

    words: str
    manner: str = "body"


@dataclass(frozen=True)
class Listed:
    """Sentences, one below the other."""

    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Tabled:
    """A table: its heads with their widths in points, and whether each holds numbers; rows of words. A row of one cell
    heads those below it.
    """

    caption: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    numbers: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class KeptFigure:
    """A figure of a measure as the pack keeps it (`figures.value.Figure`), with its rating; numbers only of one that is
    told. maturity, note: "" in packs that were built before they were kept.
    """

    period: str
    value: float | None
    unsaid: str
    source: str
    low: float | None
    high: float | None
    numerator: float | None
    denominator: float | None
    withdrawn: str
    rating: str
    maturity: str = ""
    note: str = ""

    @property
    def figure(self) -> Figure:
        return Figure(
            period_named(self.period), self.value, self.unsaid, self.source, self.low, self.high, self.numerator,
            self.denominator, withdrawn=self.withdrawn, note=self.note, maturity=self.maturity,
        )  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """The course of a measure, drawn from its figures."""

    measure: PlannedMeasure
    priority: str
    course: tuple[KeptFigure, ...]


@dataclass(frozen=True)
class Headed:
    """A heading within a section."""

    heading: str


Block = Said | Listed | Tabled | Drawn | Headed


@dataclass(frozen=True)
class Section:
    """One part of the pack. An annex follows the parts."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class RestsOn:
    """A published report that figures of the pack are from."""

    report: str
    report_hash: str
    measures: tuple[str, ...]
    uuid: str


@dataclass(frozen=True)
class WholePack:
    """A pack: what it is of, its sections, and the reports that it rests on."""

    partnership: str
    area: str
    period: str
    plan: str
    version: int
    built_on: datetime.date
    sections: tuple[Section, ...]
    rests_on: tuple[RestsOn, ...]

    @property
    def courses(self) -> tuple[Drawn, ...]:
        """Every measure with its figures, in the order of the plan."""
        return tuple(
            block for section in self.sections for block in section.blocks if isinstance(block, Drawn)
        )

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)


def as_text(whole: WholePack) -> str:
    """JSON in the order in which it was written."""
    return json.dumps(frozen(whole), ensure_ascii=False)


def from_text(text: str) -> WholePack:
    """The pack as it was frozen. Raises CannotThaw when the code has moved on too far."""
    whole: WholePack = thawed(WholePack, json.loads(text))
    return whole
