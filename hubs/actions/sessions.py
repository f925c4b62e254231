"""Putting a session on, and saying that it was not held."""

import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import Refused, WrongState, check, perform
from people.rules import says_nothing, says_too_much

from .. import access
from ..bookings import notices as booking_notices
from ..models import ActivityCategory, Hub, Room, Session
from ..models.session import said_today
from ..register import notices as register_notices
from ..register.entries import is_long_ago
from ..rules import as_the_rules_let
from ..states import AHEAD, SessionState
from ..timetable import clashes
from ..timetable.occurrences import Slot
from .asked import live, rows_locked
from .offers import offer_places
from .reminders import tell_of_time, tell_off
from .runs import settle_runs_of

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
    room: Room | None = None,
    capacity: int | None = None,
    women_only: bool = False,
    requirement: bool = False,
    lead: User | None = None,
    one_to_one: bool = False,
) -> Session:
    """Put a session on. `key` is made once for each form: the same key again gives the session already made.

    Raises SessionRefused for an end before the start, more than 12 hours, a day more than 3 months back, a lead or a
    room from elsewhere, and a room that is taken then or too small.
    """
    ask(by, Permission.RUN_SESSIONS)
    if not access.works_at(by, hub):
        raise NotYou(f"Only a worker of {hub.name} can put a session on there.")
    Hub.objects.select_for_update(no_key=True).get(pk=hub.pk)
    if known := Session.objects.filter(uuid=key, hub=hub).first():
        return known
    _check_times(starts_at, ends_at)
    if lead is not None and not access.works_at(lead, hub):
        raise SessionRefused("lead", f"{lead} does not work at {hub.name}. Choose somebody who does.")
    _check_room(hub, room, Slot(starts_at, ends_at), capacity)
    session = Session(
        uuid=key, hub=hub, category=category, title=title, room=room, starts_at=starts_at, ends_at=ends_at,
        held_on=timezone.localdate(starts_at), capacity=capacity, requirement=requirement, lead=lead,
        one_to_one=one_to_one, women_only=women_only,
    )  # fmt: skip
    return facts.record([session], by=by, what="created")[0]


@transaction.atomic
def mark_not_held(session: Session, *, by, reason: str) -> Session:
    """Say that the session does not or did not take place; its lead and those who work with its people are told.

    Bookings stay as they are; marks of a register that the hub manager sets aside so are kept, and count no more.
    Raises Refused without a reason, WrongState, NotYou. (domain: Session)
    """
    if not reason.strip():
        raise Refused("Choose why the session was not held.")
    if too_long := says_too_much(reason, 300):
        raise Refused(too_long)
    session = rows_locked([session])[0]
    check_may_be_called_off(session, by=by)
    verb = "mark_not_held" if session.state in AHEAD else "withdraw_register"
    perform(session, verb, by=by, reason_text=reason.strip())
    booking_notices.tell_not_held(session, list(live(session).by_name()), by=by)
    register_notices.tell_lead_not_held(session, by=by)
    settle_runs_of(session)
    tell_off(session)
    return session


def check_may_be_called_off(session: Session, *, by) -> None:
    """Raises WrongState for a session called off already, NotYou for a worker once the register is submitted."""
    if session.state == SessionState.NOT_HELD:
        raise WrongState("This session is not held; it cannot be called off again.")
    check(session, "mark_not_held" if session.state in AHEAD else "withdraw_register", by=by)


@transaction.atomic
def hold_after_all(session: Session, *, by, reason: str = "") -> Session:
    """Take back that the session was not held: the same day it is scheduled again, later its register is open again.

    The rules are asked again for everybody booked. Raises Refused for a later day without a reason, WrongState, NotYou,
    BookingRefused. (domain: Session)
    """
    if too_long := says_too_much(reason):
        raise Refused(too_long)
    session = rows_locked([session])[0]
    if session.state in AHEAD:
        return session
    verb = check_may_be_held_after_all(session, by=by)
    if verb == "reopen_register" and says_nothing(reason):
        raise Refused("Say why the session counts as held after all.")
    with as_the_rules_let():
        perform(session, verb, by=by, words=reason)
    booking_notices.tell_on_again(session, list(live(session).by_name()), by=by)
    register_notices.tell_lead_on_again(session, by=by)
    offer_places(session, by=by)
    settle_runs_of(session)
    tell_of_time([session])
    return session


def check_may_be_held_after_all(session: Session, *, by) -> str:
    """The verb that does it now. Raises WrongState or NotYou."""
    verb = "undo_not_held" if said_today(session) else "reopen_register"
    check(session, verb, by=by)
    return verb


def _check_room(hub: Hub, room: Room | None, slot: Slot, capacity: int | None) -> None:
    if room is not None and room.hub_id != hub.pk:
        raise SessionRefused("room", f"{room} is not at {hub.name}. Choose one of its rooms.")
    if problem := clashes.of_one(room, slot, capacity):
        raise SessionRefused(*problem)


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
