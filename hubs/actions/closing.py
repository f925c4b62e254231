"""Closing a hub for some days, and opening it again. (domain: Hub)"""

import datetime
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from people.rules import says_nothing, says_too_much

from ..models import Closure, Hub, Session
from ..rules import hold
from ..states import SessionState
from .describing import held
from .sessions import mark_not_held

LONGEST_REASON = 120
LONGEST = datetime.timedelta(days=366)
MOST_SESSIONS = 200  # called off in one go; a longer closure is entered in parts
LATEST = datetime.timedelta(days=92)  # a closure may be recorded as long afterwards as a register


class ClosureRefused(Refused):
    """The hub cannot be closed so. `field` names what to change."""

    def __init__(self, field: str | None, text: str) -> None:
        self.field = field
        super().__init__(text)


class OthersTouched(ClosureRefused):
    """The closure touches other sessions than those that were shown."""

    def __init__(self) -> None:
        super().__init__(
            None,
            "The sessions on these days changed meanwhile. Look again, and choose what happens to them.",
        )


def touched(hub: Hub, first_on: datetime.date, last_on: datetime.date):
    """The sessions of these days that nobody has begun: what a closure may call off."""
    return Session.objects.filter(hub=hub, state=SessionState.SCHEDULED).between(first_on, last_on)


@transaction.atomic
def close(
    hub: Hub, *, by, first_on: datetime.date, last_on: datetime.date, reason: str, shown: Collection[UUID] = (),
    call_off: bool | None = None,
) -> Closure:  # fmt: skip
    """Close the hub from the first day to the last. The public reads the reason.

    shown: the sessions that whoever closes it has seen; call_off: whether these are called off, which tells everybody
    booked, or stay on. Raises OthersTouched when the closure touches others, ClosureRefused without that choice, for
    days in the wrong order, long ago, more than a year, or closed already; NotYou.
    """
    hold(hub)  # before the hub's row: what is called off holds the family too
    hub = held(hub, by=by)
    _check(hub, first_on, last_on, reason)
    sessions = list(touched(hub, first_on, last_on)[: MOST_SESSIONS + 1])
    if len(sessions) > MOST_SESSIONS:
        raise ClosureRefused(
            "last_on",
            f"More than {MOST_SESSIONS} sessions are on these days. Enter the closure in shorter parts.",
        )
    if {session.uuid for session in sessions} != set(shown):
        raise OthersTouched
    if sessions and call_off is None:
        raise ClosureRefused("sessions", "Choose what happens to the sessions on these days.")
    closure = Closure.objects.create(
        hub=hub, first_on=first_on, last_on=last_on, reason=reason.strip(), recorded_by=by
    )
    told = {"first_on": first_on, "last_on": last_on, "called_off": len(sessions) if call_off else 0}
    events.write([events.entry(closure, "closed", by=by, effective_on=first_on, facts=told)])
    if call_off:
        for session in sessions:
            mark_not_held(session, by=by, reason=f"The hub is closed: {reason.strip()}")
    return closure


@transaction.atomic
def reopen(closure: Closure, *, by, opens_on: datetime.date) -> Closure:
    """Let the hub open on a day before the closure was to end; on its first day, the closure is taken back whole.

    Sessions that were called off stay so. Said again, nothing changes. Raises ClosureRefused for a day outside it, or
    when it is over; NotYou.
    """
    held(closure.hub, by=by)
    closure = Closure.objects.select_for_update().select_related("hub").get(pk=closure.pk)
    if events.of(closure).filter(what="reopened", effective_on=opens_on).exists():
        return closure
    if closure.last_on < timezone.localdate():
        raise ClosureRefused(None, "This closure is over. Nothing can be changed about it.")
    if not closure.first_on <= opens_on <= closure.last_on:
        raise ClosureRefused("opens_on", "Choose one of the days on which the hub was to be closed.")
    if opens_on == closure.first_on:
        closure.taken_back_by, closure.taken_back_at = by, timezone.now()
    else:
        closure.last_on = opens_on - datetime.timedelta(days=1)
    closure.save(update_fields=["last_on", "taken_back_by", "taken_back_at"])
    events.write([events.entry(closure, "reopened", by=by, effective_on=opens_on)])
    return closure


def _check(hub: Hub, first_on: datetime.date, last_on: datetime.date, reason: str) -> None:
    if last_on < first_on:
        raise ClosureRefused("last_on", "The last day is before the first. Check both days.")
    if last_on - first_on > LONGEST:
        raise ClosureRefused("last_on", "A closure lasts a year at most. Check both days.")
    if first_on < timezone.localdate() - LATEST:
        raise ClosureRefused("first_on", "This day is more than 3 months back. Check the year.")
    if says_nothing(reason):
        raise ClosureRefused("reason", "Say why the hub is closed. The public reads it.")
    if too_long := says_too_much(reason, LONGEST_REASON):
        raise ClosureRefused("reason", too_long)
    if Closure.objects.filter(hub=hub).between(first_on, last_on).exists():
        raise ClosureRefused(
            "first_on", "The hub is already closed on some of these days. Choose the other days."
        )
