"""A figure beside the table of a report, opened."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from outcomes.cells import Cell
from outcomes.indicators import Indicator
from outcomes.pages.method import definition
from outcomes.pages.rows import Row
from outcomes.pages.words import say_period
from outcomes.periods import Period
from outcomes.report import Line, Report

from .figures import Explained, Term, explained, made_with

Defined = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Opening:
    """What a figure is made of. `key` names it in addresses (`outcomes.pages.keys`).

    behind: what its people are rows of, as addresses name it (`explaining.parts.counted`); among: which of them, as
    fields of the filter of that page.
    """

    key: str
    title: str
    explained: Explained
    definition: Defined
    behind: Sequence[str] = ()
    among: Sequence[tuple[str, str]] = ()


def decimals_of(report: Report) -> int:
    return 1 if report.internal else 0


def row_of(report: Report, indicator: Indicator, cell: Cell, period: Period) -> Row:
    """A cell in words, as a row of the table has them."""
    return Row(Line(indicator, cell, {}), period, report.as_at, decimals_of(report))


def opened_cell(report: Report, indicator: Indicator, cell: Cell, period: Period) -> Explained:
    """A cell opened as a figure of the table is."""
    row = row_of(report, indicator, cell, period)
    return explained(row, report.known_at, report.specification, report.code_version)


def opened(
    report: Report,
    lead: str,
    terms: Iterable[Term],
    apart: Iterable[Term] = (),
    facts: Iterable[tuple[str, str]] = (),
) -> Explained:
    """A figure that is no cell, with the dates and versions it is of."""
    return Explained(lead, [*terms], [*apart], [*facts, *_made(report)], adds_up=report.internal)


def defined(indicator: Indicator) -> Defined:
    """The words of a declaration."""
    return definition(indicator).facts


def _made(report: Report) -> Iterator[tuple[str, str]]:
    yield "Period", say_period(report.period)
    yield from made_with(report.as_at, report.known_at, report.specification, report.code_version)
