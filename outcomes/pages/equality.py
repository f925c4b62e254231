"""Figures by group of people, in words and rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes.cells import Cell
from outcomes.indicators import Indicator
from outcomes.parts.breakdowns import Breakdown, Divided
from outcomes.whole import WholeReport

from . import keys
from .words import FEW, SUPPRESSED, say_count, say_interval, say_percent, say_period

NOT_GROUPED = "Not shown: the groups would give a hidden figure away."


@dataclass(frozen=True)
class GroupRow:
    """One group: its count, rate and interval, or the marker that says why there is none. `key` opens it."""

    key: str
    words: str
    count: str
    rate: str
    interval: str


@dataclass(frozen=True)
class Grouping:
    """The rows of one grouping; none where it cannot be shown, and then why."""

    title: str
    rows: Sequence[GroupRow]

    @property
    def why_none(self) -> str:
        return "" if self.rows else NOT_GROUPED


@dataclass(frozen=True)
class EqualityTable:
    """One indicator by group, with everybody in the last row."""

    indicator: Indicator
    when: str
    groupings: Sequence[Grouping]
    everybody: GroupRow

    @property
    def title(self) -> str:
        return f"{self.indicator.title} by group, {self.when}"

    @property
    def has_rates(self) -> bool:
        """Whether any group has a rate that can be shown."""
        return any(row.interval for grouping in self.groupings for row in grouping.rows)


def equality_tables(whole: WholeReport) -> list[EqualityTable]:
    """A table for each indicator that is told by group."""
    decimals = 1 if whole.report.internal else 0
    return [_table(each, decimals) for each in whole.divided]


def equality_takeaway(tables: Sequence[EqualityTable]) -> str:
    """Whether any group has a rate at all."""
    if not tables:
        return "No figure by group can be shown for this period: too few people, or not yet mature."
    if not any(table.has_rates for table in tables):
        return "No group has the 30 people that a rate needs in this period."
    return "Groups differ by chance too: two rates differ only where their intervals stand well apart."


def _table(found: Divided, decimals: int) -> EqualityTable:
    slug = found.indicator.slug
    groupings = [_grouping(slug, each, decimals) for each in found.breakdowns]
    everybody = _row(keys.of_everybody(slug), "Everybody", found.whole, decimals)
    return EqualityTable(found.indicator, say_period(found.period), groupings, everybody)


def _grouping(slug: str, found: Breakdown, decimals: int) -> Grouping:
    rows = [
        _row(keys.of_group(slug, found.title, group.words), group.words, group.cell, decimals)
        for group in found.groups
    ]
    return Grouping(found.title, rows)


def _row(key: str, words: str, cell: Cell, decimals: int) -> GroupRow:
    count = f"{say_count(cell.numerator)} of {say_count(cell.denominator)}"
    if cell.rate is None or cell.low is None or cell.high is None:
        return GroupRow(key, words, count, SUPPRESSED if cell.numerator is None else FEW, "")
    rate = say_percent(cell.rate, decimals)
    few = f" {FEW}" if (cell.denominator or 0) < 30 else ""
    return GroupRow(key, words, count, f"{rate}{few}", say_interval(cell.low, cell.high, decimals))
