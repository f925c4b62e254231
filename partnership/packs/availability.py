"""Where hubs are and what is needed of them, for a pack: controlled, as the pages of availability show it."""

import datetime

from foundation.design.dates import say_day
from outcomes.availability import PARTS, Asked
from outcomes.availability.sections import Section as Counted
from outcomes.periods import Period
from outcomes.places import place_named

from ..models import Partnership
from .value import Block, Headed, Said, Section, Tabled, WholePack

KEY, TITLE = "availability", "Hub availability and need"
WIDTH = 499.0
SHOWN = ("offered", "needed")


def availability_of(
    partnership: Partnership, period: Period, today: datetime.date, former: WholePack | None
) -> Section:
    """What hubs offer in the area, and what is needed.

    A published pack of the same period has told it already, and is repeated word for word: two tellings of one period,
    counted on two days, could be subtracted. (decision 152)
    """
    told = former.section(KEY) if former and former.period == period.label else None
    if told is not None:
        return told
    asked = Asked(place_named("area", partnership.area.name), period, today, internal=False)
    if not asked.has_begun:
        return Section(KEY, TITLE, (Said("The period has not begun."),))
    blocks: list[Block] = [
        Said(f"Counted to {say_day(asked.last)}. Counts of people are controlled as in reports.", "note")
    ]
    for part in PARTS:
        if part.key in SHOWN:
            for section in part.sections(asked):
                blocks += [Headed(section.title), _block(section)]
    return Section(KEY, TITLE, tuple(blocks))


def _block(section: Counted) -> Block:
    if not section.rows:
        return Said(section.empty)
    first, rest = WIDTH * 0.3, WIDTH * 0.7 / max(len(section.heads) - 1, 1)
    rows = tuple((row.head, *(words for _, words in row.figures)) for row in section.labelled)
    return Tabled(
        section.caption,
        section.heads,
        (first, *[rest] * (len(section.heads) - 1)),
        (False, *[True] * (len(section.heads) - 1)),
        rows,
    )
