"""The parts of the report on paper that stand behind its table: each heading, its picture, and its figures."""

from collections.abc import Mapping, Sequence

from foundation.design.pdf import (
    MEASURE,
    Column,
    Document,
    Group,
    TableCell,
    figure,
    heading,
    note,
    paragraph,
    table,
)
from outcomes.pages.curves import Curve
from outcomes.pages.equality import EqualityTable, GroupRow
from outcomes.pages.reading import Reading
from outcomes.pages.rows import Row
from outcomes.pages.words import SUPPRESSED, lower_first, say_list

FLOW = (
    Column("Step", 110),
    Column("Reached", 52, is_number=True),
    Column("Of the step before", 62, is_number=True),
    Column("Lost", 45, is_number=True),
    Column("How", 230),
)
HUBS = (
    Column("Hub", 180),
    Column("Attended", 120, is_number=True),
    Column("Rate", 80, is_number=True),
    Column("95% interval", 100, is_number=True),
)
VERDICTS = (Column("Indicator", 130), Column("What can be said", 369))
EQUALITY, GROUP_FIGURE = Column("Group", 145), 118
BESIDE = 3  # figures by group in one table: so many fit in its width
QUALITY = (
    Column("Indicator", 140),
    Column("Known", 50, is_number=True),
    Column("Unknown", 55, is_number=True),
    Column("Verified", 85, is_number=True),
    Column("Left out, by reason", 169),
)
FIRST_OF_SECTION = 130
UNKNOWN = "What is not known about somebody is never counted as a no: it leaves the rate, and is shown here."


def add_flow(document: Document, read: Reading) -> None:
    """From referral to milestone."""
    if (flow := read.flow) is None:
        return
    document.add(
        [
            heading("From referral to milestone"),
            paragraph(flow.takeaway, "lead"),
            *figure(flow.wide, f"{flow.under}."),
        ],
        note(
            "Dark: reached the step. Pale: lost since the step before. Hatched: too early to say, or not shown [c]. "
            "Every step and what was lost before it add up to the step before, on unrounded figures."
        ),
        [table("Each step, and why others did not come so far", FLOW, flow.rows)],
    )


def add_hubs(document: Document, read: Reading) -> None:
    """Hubs compared, and whom each of them serves."""
    if (funnel := read.funnel) is None:
        return
    mixes = (
        Column("Hub", 140),
        Column("Referred", 70, is_number=True),
        *(Column(words, 90, is_number=True) for words in funnel.mix_heads),
    )
    document.add(
        [
            heading("Hubs compared"),
            paragraph(funnel.takeaway, "lead"),
            *figure(funnel.wide, f"{funnel.under}."),
        ],
        note(
            "Limits are about the rate of all hubs: 1 hub in 20 falls outside 95% by chance, 1 in 500 outside 99.8%. "
            "Black diamond: outside the 99.8% limits. No order is given: hubs differ in whom they serve."
        ),
        table("Attendance by hub, by name", HUBS, funnel.rows),
        [heading("Case mix: people referred to each hub", 3), table("Case mix by hub", mixes, funnel.mixes)],
    )


def add_curves(document: Document, read: Reading) -> None:
    """Until a proven offence, and with the hub."""
    title = [heading("Survival and retention")]
    for curve in read.curves:
        picture = (
            figure(curve.wide, f"{curve.under}.")
            if curve.wide
            else [heading(curve.title, 3), paragraph(curve.why_not_drawn)]
        )
        document.add(
            [*title, *picture],
            note(curve.note),
            table(f"{curve.heads[1]}, in figures", _heads(curve), curve.rows),
        )
        title = []


def _heads(curve: Curve) -> Sequence[Column]:
    day, share = curve.heads
    return (
        Column(day, 120),
        Column("People still followed", 120, is_number=True),
        Column(share, 130, is_number=True),
        Column("95% interval", 110, is_number=True),
    )


def add_compared(document: Document, read: Reading) -> None:
    """Reoffending from a landmark on, and beside what was expected."""
    if (compared := read.compared) is None:
        return
    document.add(heading("Reoffending compared"), paragraph(compared.takeaway, "lead"))
    for each in compared.sections:
        if not each.rows:
            document.add([heading(each.title, 3), paragraph(each.empty)])
            continue
        first, *others = each.heads
        width = (MEASURE - FIRST_OF_SECTION) / len(others)
        columns = (Column(first, FIRST_OF_SECTION), *(Column(head, width, is_number=True) for head in others))
        rows = [[row.head, *(figure for _, figure in row.figures)] for row in each.labelled]
        document.add([heading(each.title, 3), table(each.caption, columns, rows), note(each.note)])


def add_verdicts(document: Document, read: Reading) -> None:
    """What intervals allow us to say."""
    words = (
        "Each sentence is made from an interval, by one rule: of the difference with a year earlier, and of the slope "
        "over the whole comparable series."
        if read.report.internal
        else "Each sentence is made from the interval of a slope over the whole comparable series, through the rates "
        "as they are published. Differences between two periods are not given: they could tell on somebody."
    )
    rows = [[row.indicator.title, " ".join(said)] for row, said in read.verdicts]
    told = (
        table("What the figures allow us to say", VERDICTS, rows)
        if rows
        else paragraph(
            "Nothing can be said about change yet: a direction needs six comparable quarters with a rate."
        )
    )
    document.add(heading("What the figures allow us to say"), paragraph(words), told)


def add_equality(document: Document, read: Reading) -> None:
    """Figures by group of people, a few beside each other: their groups are the same."""
    document.add(heading("Equality"), paragraph(read.equality_words, "lead"))
    for start in range(0, len(read.equality), BESIDE):
        some = read.equality[start : start + BESIDE]
        title = f"{say_list([each.indicator.title for each in some])}, by group"
        columns = (EQUALITY, *(Column(_head(each, read), GROUP_FIGURE, is_number=True) for each in some))
        document.add(heading(title, 3), table(title, columns, _groups(some)))


def _head(each: EqualityTable, read: Reading) -> str:
    """What a column is of; its period where that is another than the report's."""
    return each.indicator.title if each.when == read.period else f"{each.indicator.title}, {each.when}"


def _groups(some: Sequence[EqualityTable]) -> list:
    rows: list = []
    for groupings in zip(*(each.groupings for each in some), strict=True):
        told = [{row.words: row for row in grouping.rows} for grouping in groupings]
        rows.append(Group(groupings[0].title))
        if not any(told):
            rows.append([TableCell("", groupings[0].why_none), *[SUPPRESSED] * len(some)])
        for words in dict.fromkeys(words for of_one in told for words in of_one):
            rows.append([words, *(_group(of_one, words) for of_one in told)])
    whole = [each.everybody for each in some]
    return [*rows, Group("All"), [whole[0].words, *(_figure(each) for each in whole)]]


def _group(told: Mapping[str, GroupRow], words: str) -> TableCell | str:
    """The figure of a group; nobody is in one that a figure does not tell, but for one that tells none."""
    if words in told:
        return _figure(told[words])
    return "nobody" if told else SUPPRESSED


def _figure(row: GroupRow) -> TableCell:
    return TableCell(row.rate, ", ".join(filter(None, [row.interval, row.count])))


def add_quality(document: Document, read: Reading) -> None:
    """What is not known, comes late, or cannot be compared."""
    rows = [
        [row.indicator.title, row.known_share, row.unknown, row.verified, _left_out(row)] for row in read.rows
    ]
    quality = table("Known, unknown and left out, by indicator", QUALITY, rows)
    document.add([heading("Data quality"), paragraph(UNKNOWN), quality])
    document.add(note(read.definitions, lead="Definition changes."), note(read.breaks, lead="Series breaks."))
    if (late := read.late) is not None:
        columns = (
            Column("Month", 90),
            *(Column(head, 55, is_number=True) for head in late.heads),
        )
        document.add(
            [
                paragraph(late.takeaway, "lead"),
                *figure(late.wide, f"{late.under}."),
                note("Hatched: lies ahead. What is known after six months is taken for all there will be."),
            ],
            [table("Share known, by months after the month itself", columns, late.rows)],
        )


def _left_out(row: Row) -> str:
    """Every reason but those of nobody: that a reason could have been there is in the method."""
    told = (f"{lower_first(words)} {count}" for words, count in row.left_out[1:] if count != "0")
    return "; ".join(told) or "nobody"
