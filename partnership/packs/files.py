"""The files of a pack: a tagged PDF, and its figures as CSV and JSON."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from reportlab.platypus import Flowable

from foundation.design import spreadsheets
from foundation.design.dates import say_day
from foundation.design.pdf import (
    Column,
    Contents,
    Document,
    Gap,
    Group,
    figure,
    heading,
    note,
    paragraph,
    table,
)
from outcomes.pages.words import say_period
from outcomes.periods import period as period_named

from ..figures.course import picture_of
from ..states import Rating, Unit
from .value import Block, Drawn, Headed, Listed, Said, Section, Tabled, WholePack, as_text

COLUMNS = (
    "priority", "measure", "owner", "unit", "period", "figure", "low", "high", "numerator", "denominator", "maturity",
    "rating", "why there is none", "withdrawn because", "source",
)  # fmt: skip
LOW = 230  # of a chart: two measures with their tables stand on a page
SHORT = 6  # rows of a table that is not parted from its heading
MANNERS = {"body": "body", "lead": "lead", "quote": "body"}


@dataclass(frozen=True)
class Format:
    """One kind of file: `write` gives its bytes."""

    content_type: str
    write: Callable[[WholePack], bytes]


def pack_csv(whole: WholePack) -> bytes:
    """Every figure of every measure, one a row; a share as a fraction."""
    return "".join(spreadsheets.lines(COLUMNS, _rows(whole))).encode()


def _rows(whole: WholePack) -> Iterator[tuple[object, ...]]:
    for drawn in whole.courses:
        for each in drawn.course:
            told = (each.value, each.low, each.high, each.numerator, each.denominator)
            yield (
                drawn.priority, drawn.measure.title, drawn.measure.owner, Unit(drawn.measure.unit).label, each.period,
                *("" if number is None or each.withdrawn else number for number in told), each.maturity,
                Rating(each.rating).label, each.unsaid, each.withdrawn, each.source,
            )  # fmt: skip


def pack_json(whole: WholePack) -> bytes:
    """The whole pack as it is kept."""
    return as_text(whole).encode()


def pack_pdf(whole: WholePack) -> bytes:
    """The pack as a tagged PDF: the plan on a page first, then contents, parts and annexes."""
    period = say_period(period_named(whole.period))
    title = f"Scrutiny pack, {whole.area}, {period}"
    mark = sha256(as_text(whole).encode()).hexdigest()[:16]
    document = Document(
        title,
        issuer=whole.partnership,
        running=title,
        footer=[
            f"{whole.partnership}. {whole.plan}, version {whole.version}. Built on {say_day(whole.built_on)}.",
            f"SHA-256 {mark}",
        ],
    )
    document.add(heading("Scrutiny pack", 1), paragraph(f"{whole.area}, {period}", "subtitle"))
    first, *others = whole.sections
    _add(document, first)
    document.break_page()
    document.add(heading("Contents"), Contents([section.title for section in others]), Gap(1, 6))
    annexes = [section for section in others if section.title.startswith("Annex")]
    for section in others:
        if section in annexes[:1]:
            document.break_page()
        _add(document, section)
    return document.build()


def _add(document: Document, section: Section) -> None:
    """A heading, what is said under it and the picture after it stay on one page."""
    held: list[Flowable] = [heading(section.title)]
    for number, block in enumerate(section.blocks):
        made = _blocks(block)
        if isinstance(block, Headed) and number == 0:
            held += made
        elif isinstance(block, Headed):
            document.add(*held)
            held = made
        elif held and isinstance(block, Said):
            held += made
        elif held and _stays_whole(block):
            document.add([*held, *made])
            held = []
        else:
            document.add(*held, *made)
            held = []
    document.add(*held)


def _stays_whole(block: Block) -> bool:
    """Whether it is never parted from its heading, nor torn in two."""
    return isinstance(block, Drawn) or (isinstance(block, Tabled) and len(block.rows) <= SHORT)


def _blocks(block: Block) -> list[Flowable]:
    match block:
        case Headed(words):
            return [heading(words, 3)]
        case Said(words, "note"):
            return [note(words)]
        case Said(words, manner):
            return [paragraph(f"“{words}”" if manner == "quote" else words, MANNERS[manner])]
        case Listed(sentences):
            return [*(paragraph(f"• {sentence}", "item") for sentence in sentences), Gap(1, 4)]
        case Tabled():
            columns = [Column(*each) for each in zip(block.heads, block.widths, block.numbers, strict=True)]
            rows = [Group(row[0]) if len(row) == 1 else row for row in block.rows]
            return [table(block.caption, columns, rows)]
        case Drawn():
            picture = picture_of(block.measure, [each.figure for each in block.course], height=LOW)
            return figure(picture.wide, f"{picture.under}.") if picture else []
    raise TypeError(f"a pack holds no {type(block).__name__}")


FORMATS: dict[str, Format] = {
    "pdf": Format("application/pdf", pack_pdf),
    "csv": Format(spreadsheets.CONTENT_TYPE, pack_csv),
    "json": Format("application/json", pack_json),
}
