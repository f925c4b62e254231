"""Where hubs are and what is needed of them, for a pack: controlled, as the pages of availability show it."""

import datetime

from foundation.design.dates import say_day
from outcomes.availability import PARTS, Asked
from outcomes.availability.sections import Section as Counted
from outcomes.freezing import CannotThaw
from outcomes.periods import Period
from outcomes.places import place_named

from ..models import Pack, Partnership
from .value import Block, Headed, Said, Section, Tabled, from_text

KEY, TITLE = "availability", "Hub availability and need"
WIDTH = 499.0
SHOWN = ("offered", "needed")
TOLD = ("waiting", "declined")  # of what is needed


def availability_of(partnership: Partnership, period: Period, today: datetime.date) -> Section:
    """What hubs offer in the area, and what is needed.

    The first pack of the period that was ever published has told it, and is repeated word for word: two tellings of one
    period, counted on two days, could be subtracted. Expected releases are of the days to come, not of the period, and
    overlap from pack to pack: they are left out. (decision 152)
    """
    if (told := first_told(partnership, period)) is not None:
        return told
    asked = Asked(place_named("area", partnership.area.name), period, today, internal=False)
    if not asked.has_begun:
        return Section(KEY, TITLE, (Said("The period has not begun."),))
    counted = f"Counted to {say_day(asked.last)}. Counts of people are controlled as in reports."
    blocks: list[Block] = [Said(counted, "note")]
    for part in PARTS:
        for section in part.sections(asked) if part.key in SHOWN else ():
            if part.key == "offered" or section.key in TOLD:
                blocks += [Headed(section.title), _block(section)]
    return Section(KEY, TITLE, tuple(blocks))


def first_told(partnership: Partnership, period: Period) -> Section | None:
    """What the first published pack of the period says of it, even of one that was withdrawn; None before there is."""
    packs = Pack.objects.filter(partnership=partnership, period=period.label).ever_published()
    pack = packs.select_related("content").order_by("number").first()
    if pack is None:
        return None
    try:
        return from_text(pack.content.said).section(KEY)
    except CannotThaw:
        return Section(KEY, TITLE, (Said("Told in the first pack of this period; see there."),))


def _block(section: Counted) -> Block:
    if not section.rows:
        return Said(section.empty)
    first = WIDTH * (0.5 if len(section.heads) == 2 else 0.3)
    rest = (WIDTH - first) / max(len(section.heads) - 1, 1)
    rows = tuple((row.head, *(words for _, words in row.figures)) for row in section.labelled)
    return Tabled(
        section.caption,
        section.heads,
        (first, *[rest] * (len(section.heads) - 1)),
        (False, *[True] * (len(section.heads) - 1)),
        rows,
    )
