"""What the pages around a register may fetch. Outside the user's scope is 404."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from foundation.lifecycle import events
from foundation.lifecycle.models import Event

from ..models import Booking, LateEntry, Session
from .entries import SAID
from .querysets import LateEntryQuerySet


def late_entries(user: User) -> LateEntryQuerySet:
    """Those that wait for a second person, the oldest first."""
    return LateEntry.objects.visible_to(user).undecided().with_session()


def late_entry(user: User, uuid: UUID) -> LateEntry:
    """Raises Http404 outside the user's hubs."""
    return get_object_or_404(LateEntry.objects.visible_to(user).with_session(), uuid=uuid)


def standing_late_entry(session: Session) -> LateEntry | None:
    """The one that is asked or agreed for this session; whose session is in scope, its late entry is."""
    return LateEntry.objects.standing().filter(session=session).first()


def is_beyond(user: User, booking: Booking) -> bool:
    """Whether a walk-in came when the places were taken already by people whom the user sees: nobody else counts."""
    session = booking.session
    if not booking.walk_in or session.capacity is None:
        return False
    seen = Booking.objects.visible_to(user).booked().filter(session=session, pk__lte=booking.pk)
    return seen.count() > session.capacity


@dataclass(frozen=True)
class Change:
    """One thing that was changed. Of the whole register, `booking` is None."""

    at: datetime.datetime
    by: Any
    what: str
    before: str
    after: str
    why: str
    booking: Booking | None = None


def history(user: User, session: Session) -> list[Change]:
    """Everything that was ever said in the register of people the user sees, the latest first; five queries."""
    bookings = list(Booking.objects.visible_to(user).filter(session=session).select_related("person"))
    by_key = {booking.pk: booking for booking in bookings}
    copies = Booking.versions.filter(version_of__in=by_key).order_by("version_of", "version", "pk")
    versions: dict[int, list[Booking]] = {pk: [] for pk in by_key}
    for copy in copies:
        versions[copy.version_of_id or 0].append(copy)
    told = {(event.subject_id, event.recorded_at): event for event in events.of_all(bookings)}
    found = [_of_register(event) for event in events.of(session)]
    for pk, booking in by_key.items():
        found += _of_booking(booking, [*versions[pk], booking], told)
    return sorted(found, key=lambda change: change.at, reverse=True)


def _of_register(event: Event) -> Change:
    label = dict(Session._meta.get_field("state").choices or ())
    what = "Register" if event.from_state else "Session"
    before, after = label.get(event.from_state, ""), label.get(event.to_state, event.to_state)
    return Change(event.recorded_at, event.by, what, before, after, event.why)


def _of_booking(booking: Booking, versions: Iterable[Booking], told) -> Iterator[Change]:
    for former, new in pairwise(versions):
        event = told.get((booking.pk, new.recorded_at))
        for name in ("state", *SAID):
            before, after = _label(former, name), _label(new, name)
            if before != after:
                yield Change(
                    new.recorded_at, event and event.by, _heading(name), before, after, event.why if event else "",
                    booking,
                )  # fmt: skip


def _heading(name: str) -> str:
    words = {"state": "Booking", "mark": "Mark", "absence_reason": "Reason of the absence"}
    field: Any = Booking._meta.get_field(name)
    return words.get(name) or str(field.verbose_name).capitalize()


def _label(booking: Booking, name: str) -> str:
    value = getattr(booking, name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    field: Any = Booking._meta.get_field(name)
    return str(dict(field.choices or ()).get(value, value or ""))
