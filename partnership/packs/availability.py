"""Where hubs are and what is needed of them, for a pack: controlled, as the pages of availability show it.

It is told quarter by quarter, each of them once: of a year its four quarters, and never what they come to. Otherwise a
year less three of its quarters would be the fourth, small numbers and all. (decision 152)
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace

from foundation.lifecycle.dates import quarter_start
from outcomes.availability import PARTS, Asked
from outcomes.availability.sections import Section as Counted
from outcomes.freezing import CannotThaw
from outcomes.pages.words import say_period
from outcomes.periods import Period, quarter_with
from outcomes.places import place_named

from ..models import Pack, Partnership
from .value import Block, Headed, Said, Section, Tabled, from_text

KEY, TITLE = "availability", "Hub availability and need"
WIDTH = 499.0
# Of each section how many of its columns: none that outcome reports count too, and none that is of the day of asking.
COLUMNS = {"hours": 3, "places": 5, "sessions": 6, "not-held": 2, "waiting": 7, "declined": 4}
BETWEEN = ": "  # a quarter and the head of its row
AT_THE_END = "Taken at the end"  # instead of the day: a table holds several quarters
NOTE = (
    "By quarter. Counts of people are controlled as in reports. How many places of sessions were used, outcome reports "
    "tell."
)
Rows = tuple[tuple[str, ...], ...]
Told = Mapping[str, Rows]  # of one quarter: {title of a table: its rows}


def availability_of(partnership: Partnership, period: Period, today: datetime.date) -> Section:
    """What hubs offer in the area, and what is needed, in each quarter of the period. One that a published pack has
    told, also a pack that was withdrawn since, is repeated as the first of them told it.
    """
    told, tables = first_told(partnership, period), dict[str, Tabled]()
    for quarter in quarters_of(period):
        known = told.get(quarter.label, {})
        for title, table in _counted(partnership, quarter, today):
            rows = _of_quarter(quarter, known.get(table.caption, table.rows))
            before = tables[title].rows if title in tables else ()
            tables[title] = replace(table, rows=(*before, *rows))
    blocks: list[Block] = [Said(NOTE, "note")]
    for title, table in tables.items():
        blocks += [Headed(title), table]
    return Section(KEY, TITLE, tuple(blocks))


def _of_quarter(quarter: Period, rows: Rows) -> Rows:
    """The rows, each with its quarter before its head."""
    return tuple((f"{say_period(quarter)}{BETWEEN}{first}", *rest) for first, *rest in rows)


def quarters_of(period: Period) -> list[Period]:
    """The period itself, or the four of a year."""
    return [quarter_with(quarter_start(number)) for number in period.quarters]


def first_told(partnership: Partnership, period: Period) -> Mapping[str, Told]:
    """{label of a quarter: what the first pack that was ever published with it told of it}"""
    found: dict[str, Told] = {}
    packs = Pack.objects.filter(partnership=partnership).ever_published().sharing_days_with(period)
    for pack in packs.select_related("content").order_by("number"):
        for label, told in told_in(pack).items():
            found.setdefault(label, told)
    return {quarter.label: found[quarter.label] for quarter in quarters_of(period) if quarter.label in found}


def told_in(pack: Pack) -> Mapping[str, Told]:
    """{label of a quarter: what the pack tells of it}; nothing of a pack that can be read no more."""
    try:
        section = from_text(pack.content.said).section(KEY)
    except CannotThaw:
        return {}
    labels = {say_period(each): each.label for each in quarters_of(pack.period_of)}
    found: dict[str, dict[str, Rows]] = {}
    tables = [block for block in (section.blocks if section else ()) if isinstance(block, Tabled)]
    for table in tables:
        for first, *rest in table.rows:
            quarter, _, head = first.partition(BETWEEN)
            if quarter in labels:
                told = found.setdefault(labels[quarter], {})
                told[table.caption] = (*told.get(table.caption, ()), (head, *rest))
    return found


def _counted(partnership: Partnership, quarter: Period, today: datetime.date) -> Iterator[tuple[str, Tabled]]:
    """(title, table) of each section."""
    asked = Asked(place_named("area", partnership.area.name), quarter, today, internal=False)
    sections = {section.key: section for part in PARTS for section in part.sections(asked)}
    return ((sections[key].title, _table(sections[key], columns)) for key, columns in COLUMNS.items())


def _table(section: Counted, columns: int) -> Tabled:
    said, *others = section.heads[:columns]
    heads = (
        f"Quarter, {said.lower()}",
        *(AT_THE_END if head.startswith("Taken on") else head for head in others),
    )
    first = WIDTH * (0.6 if columns == 2 else 0.4)
    rest = (WIDTH - first) / (columns - 1)
    rows = tuple((row.head, *(words for _, words in row.figures[: columns - 1])) for row in section.labelled)
    widths, numbers = (first, *[rest] * (columns - 1)), (False, *[True] * (columns - 1))
    return Tabled(
        f"{section.title} by quarter", heads, widths, numbers, rows or (("none", *["–"] * (columns - 1)),)
    )
