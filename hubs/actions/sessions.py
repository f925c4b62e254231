"""Putting a session on, and saying that it was not held."""

import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import Refused, WrongState, perform
from people.rules import says_too_much

from .. import access, notices
from ..models import ActivityCategory, Booking, Hub, Session
from ..register import is_long_ago
from ..states import AHEAD

LONGEST = datetime.timedelta(hours=12)


class SessionRefused(Refused):
    """The session cannot be put on so. `field` names what to change."""

    def __init__(self, field: str, text: str) -> None:
        self.field = field
        super().__init__(text)


@transaction.atomic
def create_session(
    hub: Hub,
    *,
    by,
    key: UUID,
    category: ActivityCategory,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    title: str = "",
    room: str = "",
    capacity: int | None = None,
    lead: User | None = None,
) -> Session:
    """Put a session on. `key` is made once for each form: the same key again gives the session already made.

    Raises SessionRefused for an end before the start, more than 12 hours, a day more than 3 months back, or a lead
    from elsewhere.
    """
    ask(by, Permission.RUN_SESSIONS)
    if not access.works_at(by, hub):
        raise NotYou(f"Only a worker of {hub.name} can put a session on there.")
    Hub.objects.select_for_update().get(pk=hub.pk)
    if known := Session.objects.filter(uuid=key, hub=hub).first():
        return known
    _check_times(starts_at, ends_at)
    if lead is not None and not access.works_at(lead, hub):
        raise SessionRefused("lead", f"{lead} does not work at {hub.name}. Choose somebody who does.")
    session = Session(
        uuid=key, hub=hub, category=category, title=title, room=room, starts_at=starts_at, ends_at=ends_at,
        held_on=timezone.localdate(starts_at), capacity=capacity, lead=lead,
    )  # fmt: skip
    return facts.record([session], by=by, what="created")[0]


@transaction.atomic
def mark_not_held(session: Session, *, by, reason: str) -> Session:
    """Say that the session does not or did not take place. Bookings stay; those who hold the people are told."""
    if not reason.strip():
        raise Refused("Choose why the session was not held.")
    if too_long := says_too_much(reason, 300):
        raise Refused(too_long)
    session = Session.objects.select_for_update().get(pk=session.pk)
    check_may_be_called_off(session)
    perform(session, "mark_not_held", by=by, reason_text=reason.strip())
    notices.tell_not_held(session, list(Booking.objects.booked().filter(session=session).by_name()), by=by)
    return session


def check_may_be_called_off(session: Session) -> None:
    """Raises WrongState when the register is submitted or the session was called off already."""
    if session.state not in AHEAD:
        raise WrongState(
            f"This session is {session.get_state_display().lower()}; it cannot be called off now."
        )


def _check_times(starts_at: datetime.datetime, ends_at: datetime.datetime) -> None:
    if ends_at <= starts_at:
        raise SessionRefused("ends", "The end must be after the start, on the same day.")
    if ends_at - starts_at > LONGEST:
        raise SessionRefused("ends", "A session lasts 12 hours at most. Make two sessions of it.")
    if is_long_ago(timezone.localdate(starts_at), timezone.localdate()):
        raise SessionRefused(
            "held_on",
            "This day is more than 3 months back. Check the year; only later sessions can be put on.",
        )
