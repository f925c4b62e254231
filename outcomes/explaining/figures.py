"""A figure of a report opened: the sum it comes from, what is counted apart, and what made it."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foundation.design.dates import say_day, say_moment
from outcomes.cells import Cell
from outcomes.pages.method import say_window
from outcomes.pages.rows import Row
from outcomes.pages.words import NOT_YET, REASONS, say_count, say_period

from .parts import NUMERATOR, OTHERS, UNKNOWN


@dataclass(frozen=True)
class Term:
    """A line of the sum. `part` names the rows it counts, and is empty for a sum of the lines above."""

    words: str
    count: str
    meaning: str = ""
    part: str = ""

    @property
    def is_sum(self) -> bool:
        return not self.part


@dataclass(frozen=True)
class Explained:
    """One figure in words: `lead` says it, `terms` add up to everybody counted, `apart` is in none of them.

    adds_up: whether the counts are exact, so that they add up; controlled ones are rounded each on its own.
    """

    lead: str
    terms: Sequence[Term]
    apart: Sequence[Term]
    facts: Sequence[tuple[str, str]]
    adds_up: bool


def explained(row: Row, known_at: datetime.datetime, specification: str, code_version: str) -> Explained:
    """The figure of a row of a report, as far as its reader may know it."""
    terms = list(_early(row) if row.is_immature else _mature(row))
    apart = [Term(REASONS[what], say_count(number), part=what) for what, number in row.line.apart.items()]
    facts = [*_facts(row), *made_with(row.as_at, known_at, specification, code_version)]
    return Explained(_lead(row), terms, apart, facts, adds_up=not row.cell.controlled)


def made_with(
    as_at: datetime.date, known_at: datetime.datetime, specification: str, code_version: str
) -> Iterator[tuple[str, str]]:
    """The dates and versions that a figure is of."""
    yield "Data as at", f"{say_day(as_at)}: only facts that had happened by then"
    yield "Known at", f"{say_moment(known_at)}: only records made by then"
    yield "Specification", specification
    yield "Code version", code_version


def _lead(row: Row) -> str:
    """40 of 100 is 40.0%, 95% interval 31.0 to 49.8; or why there is no figure."""
    if row.has_rate:
        return f"{row.count} is {row.marked_rate}, 95% interval {row.interval}."
    if row.has_figure:
        between = "" if row.has_median else "95% interval "
        limits = f", {between}{row.interval}" if row.interval else ""
        return f"{row.figure_words}: {row.marked_rate}{limits}."
    return row.not_yet or f"{row.marked_rate} {row.why_none}".strip()


def _mature(row: Row) -> Iterator[Term]:
    yield from _per_person(row) if row.indicator.per else _share(row)
    yield from _beside(row)
    everybody = _everybody(row.cell)
    if everybody is not None:
        yield Term("All that were counted", say_count(everybody), f"on {row.indicator.index_date}")


def _share(row: Row) -> Iterator[Term]:
    cell, indicator = row.cell, row.indicator
    yield Term("In the numerator", say_count(cell.parts.events), indicator.numerator, NUMERATOR)
    yield Term(
        "Not in the numerator", say_count(cell.parts.non_events), "the others of the denominator", OTHERS
    )
    yield Term("Denominator", say_count(cell.denominator), indicator.denominator)


def _per_person(row: Row) -> Iterator[Term]:
    """Of a number per person the people; what was counted of them is the numerator, said among the facts."""
    parts = row.cell.parts
    yield Term("At least one counted", say_count(parts.events), row.indicator.numerator, NUMERATOR)
    yield Term("None counted", say_count(parts.non_events), "", OTHERS)


def _early(row: Row) -> Iterator[Term]:
    """Of an immature figure only how many there are so far, and who is left out already."""
    cell = row.cell
    beside = [number or 0 for number in cell.parts.beside.values()]
    if not cell.controlled:
        followed = (cell.denominator or 0) - sum(beside)
        yield Term("In the denominator so far", say_count(followed), row.indicator.denominator, "so_far")
    yield from _beside(row)
    yield Term("All that were counted so far", say_count(cell.denominator), f"on {row.indicator.index_date}")


def _beside(row: Row) -> Iterator[Term]:
    hidden = NOT_YET if row.is_immature else None
    for name, number in row.cell.parts.beside.items():
        said = hidden if hidden and number is None else say_count(number)
        is_unknown = name == UNKNOWN
        words = "Unknown" if is_unknown else f"Left out: {REASONS[name][:1].lower()}{REASONS[name][1:]}"
        yield Term(words, said, "what is not known is never counted as a no" if is_unknown else "", name)


def _everybody(cell: Cell) -> int | None:
    """The sum of all parts; None after control, where counts are rounded each on its own."""
    if cell.controlled:
        return None
    parts = cell.parts
    return sum(number or 0 for number in (parts.events, parts.non_events, *parts.beside.values()))


def _facts(row: Row) -> Iterator[tuple[str, str]]:
    indicator = row.indicator
    if indicator.per and not row.is_immature:
        yield "Numerator", f"{row.numerator}: {indicator.numerator}"
        yield "Denominator", f"{row.denominator}: {indicator.denominator}"
    yield "Period", f"{say_period(row.period)}, by {indicator.index_date}"
    yield "Followed for", say_window(indicator)
    matures = say_day(row.cell.matures_on)
    yield "Maturity", f"{row.maturity}; mature from {matures}"
    if row.final_from:
        yield "Still open", row.final_from
    if row.indicator.verified:
        yield "With a verified claim", f"{row.verified}, of the numerator"
    if row.mean_days:
        yield "Mean days to the event", f"{row.mean_days}, of those in the numerator alone"
