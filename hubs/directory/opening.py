"""When hubs are open: their week, but for closures and for bank holidays on which they do not open. (domain: Hub)

Nothing here fetches for one hub what it could fetch for all: `fetch` brings the rows of many hubs in three queries, and
every question after it asks none.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import prefetch_related_objects

from foundation.lifecycle.working_days import is_bank_holiday

if TYPE_CHECKING:
    from ..models import Closure, Hub

ONE_DAY = datetime.timedelta(days=1)


class Span(NamedTuple):
    """From one London time of a day to another."""

    opens_at: datetime.time
    closes_at: datetime.time


class Day(NamedTuple):
    """One day of a hub: its open spans, and why there is none."""

    day: datetime.date
    spans: list[Span]
    closure: "Closure | None"
    is_bank_holiday: bool


def fetch(hubs: Iterable["Hub"]) -> None:
    """Bring hours, closures and openings on bank holidays of all these hubs."""
    prefetch_related_objects(list(hubs), "opening_hours", "closures", "bank_holiday_openings")


def spans_on(hub: "Hub", day: datetime.date) -> list[Span]:
    """When the hub is open on the day; an empty list when it is not."""
    return on(hub, day).spans


def on(hub: "Hub", day: datetime.date) -> Day:
    """The hub's day, and why it is closed where it is."""
    closure = next((each for each in hub.closures.all() if each.holds_on(day)), None)
    holiday = is_bank_holiday(day)
    if closure:
        return Day(day, [], closure, holiday)
    if holiday:
        rows: Iterable = (each for each in hub.bank_holiday_openings.all() if each.day == day)
    else:
        rows = (each for each in hub.opening_hours.all() if each.holds_on(day))
    return Day(day, sorted(Span(each.opens_at, each.closes_at) for each in rows), None, holiday)


def days(hub: "Hub", first: datetime.date, last: datetime.date) -> list[Day]:
    """Every day from the first to the last."""
    return [on(hub, first + ONE_DAY * step) for step in range((last - first).days + 1)]


def minutes_open(hubs: Sequence["Hub"], first: datetime.date, last: datetime.date) -> dict[int, int]:
    """How many minutes each hub is open from the first day to the last, by the hub's key."""
    fetch(hubs)
    return {
        hub.pk: sum(_minutes(span) for day in days(hub, first, last) for span in day.spans) for hub in hubs
    }


def _minutes(span: Span) -> int:
    start, end = ((each.hour * 60 + each.minute) for each in span)
    return end - start
