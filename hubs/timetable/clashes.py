"""What stands against the times of a rule or a session: a room taken (refused), a lead taken or a closed hub (said)."""

import datetime
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from foundation.design.dates import say_time, say_weekday

from ..directory import opening
from ..models import Room, Session, TimetableException, TimetableRule
from ..states import AHEAD
from .occurrences import Slot, horizon, occurrences

A_YEAR = datetime.timedelta(days=366)  # how far rules are held against each other
LONGEST = datetime.timedelta(hours=12)
MOST_SHOWN = 3


class Taken(NamedTuple):
    """A time at which something else is on, and what."""

    slot: Slot
    by: str


def in_room(
    room: Room | None,
    slots: Sequence[Slot],
    *,
    but_rules: Collection[int] = (),
    but_sessions: Collection[int] = (),
) -> list[Taken]:
    """What is on in the room at these times already: sessions that stand, and later occurrences of other rules."""
    if room is None or not slots:
        return []
    taken = _sessions({"room": room}, slots, but_rules, but_sessions)
    first = horizon(timezone.localdate()) + datetime.timedelta(days=1)
    if slots[-1].day >= first:
        rules = TimetableRule.objects.filter(room=room).running(first).exclude(pk__in=but_rules)
        for rule in rules.with_names().prefetch_related("hub__closures", "exceptions"):
            coming = occurrences(rule, first, slots[-1].day, left_out=days_left_out(rule))
            taken += [Taken(slot, str(rule)) for slot in coming]
    return _met(slots, taken)


def of_one(
    room: Room | None, slot: Slot, capacity: int | None, *, but: int | None = None
) -> tuple[str, str] | None:
    """What stands against one session in the room: the field to change, and why. but: the session itself."""
    if room is None:
        return None
    if room.holds and capacity and capacity > room.holds:
        return "capacity", f"{room} holds {room.holds} people. Choose fewer, or another room."
    if taken := in_room(room, [slot], but_sessions=[but] if but else []):
        return "room", f"{room} is taken: {say(taken)}. Choose another room or time."
    return None


def of_lead(
    lead, slots: Sequence[Slot], *, but_rules: Collection[int] = (), but_sessions: Collection[int] = ()
) -> list[Taken]:
    """Sessions that somebody leads at these times already, at whatever hub."""
    return _met(slots, _sessions({"lead": lead}, slots, but_rules, but_sessions)) if lead and slots else []


def outside_hours(hub, slots: Iterable[Slot]) -> list[Slot]:
    """Times at which the hub is not open; none where nobody has said its hours."""
    opening.fetch([hub])
    if not hub.opening_hours.all():
        return []
    return [slot for slot in slots if not _is_open(hub, slot)]


def days_left_out(rule: TimetableRule) -> set[datetime.date]:
    """Asks no query when the exceptions are fetched."""
    left_out = TimetableException.Kind.LEFT_OUT
    return {each.day for each in rule.exceptions.all() if each.kind == left_out}


def say(taken: Sequence[Taken]) -> str:
    """The first few, in words."""
    shown = "; ".join(f"{each.by}, {say_slot(each.slot)}" for each in taken[:MOST_SHOWN])
    more = len(taken) - MOST_SHOWN
    return f"{shown}; and {more} more" if more > 0 else shown


def say_slot(slot: Slot) -> str:
    """Wednesday 3 June 2026, 10.00 to 12.00"""
    return f"{say_weekday(slot.starts_at)}, {say_time(slot.starts_at)} to {say_time(slot.ends_at)}"


def _sessions(
    whose: dict, slots: Sequence[Slot], but_rules: Collection[int], but_sessions: Collection[int]
) -> list[Taken]:
    """In the range of the slots, which stand in order."""
    standing = Session.objects.filter(
        **whose, state__in=AHEAD, starts_at__lt=slots[-1].ends_at + LONGEST, ends_at__gt=slots[0].starts_at
    ).exclude(Q(pk__in=but_sessions) | Q(rule__in=but_rules))
    return [
        Taken(Slot(session.starts_at, session.ends_at), str(session))
        for session in standing.select_related("category").order_by("starts_at", "pk")
    ]


def _met(slots: Sequence[Slot], taken: list[Taken]) -> list[Taken]:
    """Those that meet one of the slots: both stand in order and last 12 hours at most, so few are looked at."""
    starts = [slot.starts_at for slot in slots]
    found = []
    for each in sorted(taken):
        near = slots[
            bisect_left(starts, each.slot.starts_at - LONGEST) : bisect_left(starts, each.slot.ends_at)
        ]
        if any(slot.meets(each.slot) for slot in near):
            found.append(each)
    return found


def _is_open(hub, slot: Slot) -> bool:
    starts, ends = (timezone.localtime(moment) for moment in slot)
    spans = hub.opens_on(slot.day)
    return starts.date() == ends.date() and any(
        opens <= starts.time() and ends.time() <= closes for opens, closes in spans
    )
