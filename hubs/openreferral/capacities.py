"""How many places are left: counted over everybody, and rounded so that no number tells of one person.

The one module of the feed that counts what is recorded of people (decision 0070).
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, cast

from django.core.cache import cache
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from ..models import Booking, Hub, Place, Session
from ..states import SessionState
from .items import Item, key, known

AN_HOUR = 60 * 60  # seconds for which a count stands
AHEAD = datetime.timedelta(weeks=4)
STEP = 5
_KEPT = "open-directory-capacities"

Of = tuple[int, int | None]  # a hub, and the category of activity; none: the hub itself


class Capacity(NamedTuple):
    """Places left, rounded down, of so many, and when they were counted."""

    available: int
    maximum: int
    counted_at: datetime.datetime


def read() -> dict[Of, Capacity]:
    """The last count; a new one where that is an hour old."""
    return cast(dict[Of, Capacity], cache.get_or_set(_KEPT, count, AN_HOUR))


def count() -> dict[Of, Capacity]:
    """Places left at each hub, and in the group sessions of the next 4 weeks of each hub and category."""
    now = timezone.now()
    sessions: dict[Of, list[tuple[int, int]]] = defaultdict(list)
    for hub, category, places, taken in _sessions(now):
        sessions[hub, category].append((places, taken))
    found: dict[Of, Capacity] = {
        of: rounded(each, now, kept_back=max(places for places, _ in each)) for of, each in sessions.items()
    }
    return found | {(hub, None): rounded([(places, taken)], now) for hub, places, taken in _hubs()}


def item(capacity: Capacity, *, of: str, group_sessions: bool) -> Item:
    """A service capacity of the standard's draft 3.1. of: the id of the service."""
    where = "in its group sessions of the next 4 weeks" if group_sessions else "at the hub"
    return known(
        id=key("capacity", of),
        service_id=of,
        unit={"id": key("unit", "place"), "name": "place"},
        available=capacity.available,
        maximum=capacity.maximum,
        description=f"Places left {where}, counted once an hour and rounded down in steps of {STEP}: a few more may "
        "be left, 0 included.",
        updated=capacity.counted_at.isoformat(timespec="milliseconds"),
    )


def rounded(numbers: Sequence[tuple[int, int]], now: datetime.datetime, *, kept_back: int = 0) -> Capacity:
    """What is told of (places, taken). kept_back: so many are never told to be left.

    Rounded down to a step, and to the last one that still stands for STEP counts: not even that nobody came is told.
    Of sessions the places of the largest are kept back: any one of them may be full, so that no number belies the
    answer to who is refused there (domain: No contact).
    """
    maximum = sum(places for places, _ in numbers)
    left = sum(max(places - taken, 0) for places, taken in numbers)
    most = max(maximum - max(STEP - 1, kept_back), 0)
    return Capacity(min(left, most) // STEP * STEP, maximum, now)


def _hubs() -> list[tuple[int, int, int]]:
    taken = (
        Place.objects.open().filter(hub=OuterRef("pk")).order_by().values("hub").annotate(number=Count("pk"))
    )
    number = Coalesce(Subquery(taken.values("number"), output_field=IntegerField()), 0)
    return list(Hub.objects.order_by("pk").values_list("pk", "places", number))


def _sessions(now: datetime.datetime) -> list[tuple[int, int, int, int]]:
    taken = (
        Booking.objects.taking_a_place()
        .filter(session=OuterRef("pk"))
        .order_by()
        .values("session")
        .annotate(number=Count("pk"))
    )
    number = Coalesce(Subquery(taken.values("number"), output_field=IntegerField()), 0)
    coming = Session.objects.filter(
        state=SessionState.SCHEDULED, starts_at__gt=now, starts_at__lte=now + AHEAD,
        one_to_one=False, capacity__gt=1, rule__isnull=False,
    )  # fmt: skip
    return list(coming.order_by("pk").values_list("hub", "category", "capacity", number))
