"""Bringing the whole rollup up to today, and comparing it with counting again (issue: Rollups)."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Min
from django.utils import timezone

from foundation.lifecycle.dates import quarter_of
from outcomes import engine
from outcomes.beside import BESIDE
from outcomes.indicators import SPECIFICATION, Indicator, batteries
from outcomes.indicators.declaration import Part
from outcomes.models import KeptQuarter
from outcomes.moments import ReportMoment, report_moment
from outcomes.places import AREAS, HUBS, Family
from outcomes.publishing.months import last_month_end

from . import counting
from .doubting import doubt_what_is_marked
from .keeping import bring_up_to
from .reach import known_rows

FAMILIES = (AREAS, HUBS)
_Cells = Mapping[tuple[str, int | None, int, str], int]


def refresh() -> int:
    """Count again everything that is doubted or of another day; how many quarters of an indicator are kept then."""
    KeptQuarter.objects.exclude(specification=SPECIFICATION).delete()
    for at in _moments():
        for battery in everything_kept():
            if quarters := _with_rows(battery[0], at):
                for family in FAMILIES:
                    doubt_what_is_marked()
                    bring_up_to(battery, family, at, quarters)
    return KeptQuarter.objects.filter(as_at__isnull=False).count()


def differences() -> Iterator[str]:
    """In which cells the rollup says something else than counting again, each with both numbers.

    What is written between the two is in one of them alone: a difference that is not there the next time was that.
    """
    for at in _moments():
        for battery in everything_kept():
            quarters = _with_rows(battery[0], at)
            for family in FAMILIES if quarters else ():
                yield from _differing(battery, family, at, quarters)


def everything_kept() -> list[list[Indicator]]:
    """Every battery of the catalogue, and what is counted beside them."""
    return [*batteries(), *([each] for each in BESIDE)]


def _moments() -> list[ReportMoment]:
    """Every moment of which counts are kept: today, and the latest end of a month."""
    today = timezone.localdate()
    return [report_moment(day) for day in dict.fromkeys((today, last_month_end(today)))]


def _differing(battery: list[Indicator], family: Family, at: ReportMoment, quarters: range) -> Iterator[str]:
    kept, counted = (_cells(ask, battery, family, at, quarters) for ask in (counting, engine))
    for cell in sorted(kept.keys() | counted.keys(), key=str):
        if kept.get(cell, 0) != counted.get(cell, 0):
            slug, place, quarter, part = cell
            yield (
                f"{slug}, {family.name} {place or 'none'}, {quarter // 4}-Q{quarter % 4 + 1}, {part}, "
                f"as at {at.as_at}: kept {kept.get(cell, 0)}, counted {counted.get(cell, 0)}"
            )


def _with_rows(indicator: Indicator, at: ReportMoment) -> range:
    """From the first quarter with a row that it may count to the one of the moment."""
    index = indicator.index
    first = known_rows(index, at).aggregate(first=Min(index.on))["first"]
    if first is None:
        return range(0)
    return range(
        quarter_of(first.date() if isinstance(first, datetime.datetime) else first), quarter_of(at.as_at) + 1
    )


def _cells(ask: Any, battery: list[Indicator], family: Family, at: ReportMoment, quarters: range) -> _Cells:
    """{(slug, place, quarter, part or stop): number} as one way of counting gives it."""
    found: dict[str, Any]
    if len(battery) == 1:
        found = {battery[0].slug: ask.counts(battery[0], family, at, quarters)}
    else:
        found = dict(ask.counts_together(battery, family, at, quarters))
    found |= {
        f"{each.slug} (follow-up)": ask.stops(each, family, at, quarters)
        for each in battery
        if each.follow_up
    }
    return {
        (slug, place, quarter, _said(what)): number
        for slug, where in found.items()
        for (place, quarter), parts in where.items()
        for what, number in parts.items()
        if number
    }


def _said(what: Part | tuple[int, bool]) -> str:
    if isinstance(what, Part):
        return " ".join(word for word in (what.name, what.reason, what.of) if word)
    day, with_event = what
    return f"day {day} {'with' if with_event else 'without'} the event"
