"""The report on paper: the answer alone on the first page, then the figures behind it (outcomes: section 4).

The same report gives the same bytes. Every page names the place, the dates, the versions and the hash of the figures,
and says so when the figures are internal.
"""

from collections.abc import Sequence
from itertools import product
from math import ceil

from foundation.design.charts.palette import AXIS, MISSED
from foundation.design.pdf import (
    Column,
    Columns,
    Contents,
    Document,
    Gap,
    Group,
    Rule,
    TableCell,
    heading,
    note,
    paragraph,
    table,
)
from foundation.design.pdf.styles import BRAND
from outcomes.pages import answer as answers
from outcomes.pages.method import Entry
from outcomes.pages.reading import Reading, reading
from outcomes.pages.rows import Row
from outcomes.whole import WholeReport

from . import pdf_parts as parts
from .as_json import figures_hash

BARS = {"better": BRAND, "worse": MISSED, "open": AXIS, "plain": BRAND}
HOW_TO_READ = (
    "A rate is given only when everyone in it has been followed long enough. The interval shows how far chance alone "
    "could move it."
)
INDICATORS = (
    Column("Indicator", 118),
    Column("Count", 68, is_number=True),
    Column("Rate, 95% interval", 70, is_number=True),
    Column("0 to 100%", 86),
    Column("Rating, target", 84),
    Column("Direction, maturity", 73),
)
CARRIED, LEAST_CARRIED = 6, 2  # measures on the first page: with a usual answer above them they fill it
USUAL_LINES, LINES_A_ROW = 11, 1.65  # each line more in the answer's tallest stack takes room of a row
STACKS, LETTERS, SMALL_LETTERS, SMALL_LINE = (
    3,
    27,
    36,
    0.8,
)  # what a line of a stack holds; small print is lower
MEASURES = (
    Column("Measure", 160),
    Column("Count", 86, is_number=True),
    Column("Rate, 95% interval", 84, is_number=True),
    Column("0 to 100%", 104),
    Column("Against a year earlier", 65),
)


def report_pdf(whole: WholeReport) -> bytes:
    """The report as a tagged PDF."""
    return _document(reading(whole, figures_hash(whole))).build()


def _document(read: Reading) -> Document:
    document = Document(
        read.title,
        issuer="INTERNAL: for the staff of this hub" if read.report.internal else read.report.place.name,
        running=f"INTERNAL. {read.title}" if read.report.internal else read.title,
        footer=[_mark(read) + read.about, read.versions],
    )
    _first_page(document, read)
    document.break_page()
    _contents(document, read)
    if not read.is_empty:
        parts.add_flow(document, read)
        _indicators(document, read)
        parts.add_hubs(document, read)
        parts.add_curves(document, read)
        parts.add_compared(document, read)
        parts.add_verdicts(document, read)
        parts.add_equality(document, read)
        parts.add_quality(document, read)
        document.break_page()
    _method(document, read)
    return document


def _mark(read: Reading) -> str:
    return "INTERNAL, not suppressed. " if read.report.internal else ""


def _contents(document: Document, read: Reading) -> None:
    """The sections with their pages, from the one that follows on."""
    document.add(
        heading("Contents"), Contents([title for number, _, title in read.sections if number > 1]), Gap(1, 6)
    )


def _first_page(document: Document, read: Reading) -> None:
    document.add(
        heading("Outcome report", 1), paragraph(f"{read.report.place.name}, {read.period}", "subtitle")
    )
    document.add(
        paragraph(". ".join(f"{name}: {value}" for name, value in read.facts) + ".", "under"), Gap(1, 8)
    )
    document.add(heading("The answer on one page", 3), paragraph(read.answer.sentence, "answer"))
    stacks = _stacks(read.answer.columns)
    document.add(
        Columns([[block for column in stack for block in _column(column)] for stack in stacks]), Gap(1, 6)
    )
    _measures(document, read)
    if read.leads_with_year:
        document.add(
            paragraph(
                "Of few people released in this quarter is it known where they slept: read the financial year first."
            )
        )
    document.add(note(f"{HOW_TO_READ} {read.rounding}", lead="How to read this report."))


def _measures(document: Document, read: Reading) -> None:
    """The rates that the answer rests on, with their intervals drawn; then those that cannot yet be said."""
    later = [row for row in read.rows if row.is_immature and not row.is_empty]
    carried = [*(row for row in read.rows if row.is_sound), *later][: _room(read)]
    if not carried:
        return
    against = read.report.internal  # controlled reports are compared with nothing
    columns = MEASURES if against else (*MEASURES[:-1], Column("Maturity", MEASURES[-1].width))
    rows = [[*_figures(row), read.against(row) if against else row.maturity] for row in carried]
    document.add([heading("Measures that carry the answer", 3),
                  table(f"Measures that carry the answer, {read.period}", columns, rows)])  # fmt: skip


def _room(read: Reading) -> int:
    """How many measures fit below the answer on the first page."""
    stacks = _stacks(read.answer.columns)
    tallest = max(sum(map(_lines, stack)) for stack in stacks) * len(stacks) / STACKS
    return max(LEAST_CARRIED, CARRIED - ceil(max(0.0, tallest - USUAL_LINES) / LINES_A_ROW))


def _stacks(columns: Sequence[answers.Column]) -> list[list[answers.Column]]:
    """The columns of the answer, one below the other in stacks as even as can be; fewer of them are wider."""
    chosen = min(product(range(STACKS), repeat=len(columns)), key=lambda places: _heights(columns, places))
    return [
        [column for column, at in zip(columns, chosen, strict=True) if at == stack]
        for stack in sorted(set(chosen) or {0})
    ]


def _heights(columns: Sequence[answers.Column], places: Sequence[int]) -> list[float]:
    """About how many lines the stacks take when each column goes to its place, the tallest first."""
    heights = [0.0] * STACKS
    for column, stack in zip(columns, places, strict=True):
        heights[stack] += _lines(column)
    return sorted(heights, reverse=True)


def _lines(column: answers.Column) -> float:
    """About how many lines a column takes with its heading."""
    said = sum(ceil(len(f"{point.lead} {point.words}") / LETTERS) for point in column.points)
    under = sum(ceil(len(point.under) / SMALL_LETTERS) for point in column.points)
    return 1 + said + SMALL_LINE * under


def _column(column: answers.Column) -> list:
    blocks = [Rule(BARS[column.manner]), heading(column.title, 3)]
    for point in column.points:
        blocks.append(paragraph(point.words, lead=point.lead))
        if point.under:
            blocks.append(paragraph(point.under, "under"))
    return blocks


def _indicators(document: Document, read: Reading) -> None:
    rows: list = []
    for title, group in read.groups_with_cohorts:
        rows.append(Group(title))
        for row, cohort in group:
            rows += [_indicator(row), *([_cohort(cohort)] if cohort else [])]
    document.add(
        heading("Indicators"),
        paragraph(read.rated, "lead"),
        table(f"Indicators, {read.report.place.name}, {read.period}", INDICATORS, rows),
        [
            note(
                f"{_markers(read)} Bar: 95% interval; mark: rate, in the shape of its rating; line: target; "
                "dotted: floor. Direction: percentage points a quarter. A rating says nothing about change, a "
                "direction nothing about the target."
            )
        ],
    )


def _markers(read: Reading) -> str:
    return " ".join(f"{marker} {meaning}." for marker, meaning in read.markers)


def _indicator(row: Row) -> list:
    """The figures of a row, its rating and its direction, which are two things."""
    standing = row.standing
    rating = TableCell(
        standing.rating_words,
        ", ".join(filter(None, [standing.target, standing.floor])),
        mark=standing.mark,
    )
    under = ", ".join(filter(None, [standing.slope, row.maturity, row.final_from, row.known]))
    return [*_figures(row), rating, TableCell(standing.direction, under)]


def _cohort(row: Row) -> list:
    """Below an indicator that is not yet mature, the latest period that is."""
    *figures, rating, _ = _indicator(row)
    return [
        TableCell("", f"Latest mature: {row.period_words}"),
        *figures[1:],
        rating,
        TableCell("", ", ".join(filter(None, [row.maturity, row.known]))),
    ]


def _figures(row: Row) -> list:
    """The title, count, rate and drawn interval of a row."""
    rate = TableCell(row.marked_rate, row.interval or row.why_none, is_strong=row.has_figure)
    strip: object = row.strip or ""
    if row.not_yet:
        strip = TableCell("", row.not_yet.removeprefix(f"{row.rate} "))
    told = "; ".join(filter(None, [row.counted_from, *row.standing.benchmarks]))
    title = TableCell(row.indicator.title, told, is_strong=True)
    return [title, row.count, rate, strip]


def _method(document: Document, read: Reading) -> None:
    document.add(heading("Method"), paragraph("Written from the same declarations that compute the figures."))
    about, *indicators = read.method
    facts = _facts(about)
    half = (len(facts) + 1) // 2
    document.add([heading(about.title, 3), Columns([facts[:half], facts[half:]])])
    for start in range(0, len(indicators), 2):
        pair = [[heading(entry.title, 3), *_facts(entry)] for entry in indicators[start : start + 2]]
        document.add(Columns(pair + [[]] * (2 - len(pair))))


def _facts(entry: Entry) -> list:
    """What an entry says, each fact led by its term."""
    return [note(meaning, lead=f"{term}.") for term, meaning in entry.facts]
