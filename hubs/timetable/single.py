"""Changing one session on its own: its time, room, lead or number of places."""

import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.design.dates import say_weekday
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import Refused, WrongState
from people.rules import says_nothing, says_too_much

from .. import access
from ..actions import appointments
from ..actions.asked import locked
from ..actions.offers import offer_places
from ..actions.reminders import tell_of_time
from ..actions.sessions import LONGEST, SessionRefused
from ..models import Booking, Room, Session, TimetableException
from ..rules import as_the_rules_let
from ..rules.refusals import NEUTRAL_CHANGE
from ..states import AHEAD, SessionState
from . import clashes, notices
from .occurrences import Slot
from .working_off import restamp, times_of


class Wanted(NamedTuple):
    """How a session is to be."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    room: Room | None
    lead: User | None
    capacity: int | None
    women_only: bool = False

    @property
    def slot(self) -> Slot:
        return Slot(self.starts_at, self.ends_at)


class Changed(NamedTuple):
    """What became of it: the session, whether anything changed, and what to look at all the same."""

    session: Session
    is_changed: bool
    warnings: list[str]


@transaction.atomic
def change_session(session: Session, wanted: Wanted, *, by, seen: int, reason: str) -> Changed:
    """Change one session; its rule leaves it alone from then on. What is so already changes nothing.

    seen: the version that the page was made from. Bookings go along, asked again by every rule of the database, and
    who works with the people is told of a new time. Raises WrongState once the register knows the session,
    SessionRefused for a time, room or number of places that cannot be, SessionChangeRefused, Refused, NotYou.
    """
    if says_nothing(reason):
        raise SessionRefused("reason", "Say why the session is changed.")
    if too_long := says_too_much(reason, 200):
        raise SessionRefused("reason", too_long)
    session = locked(session, by)
    moved = {name: value for name, value in wanted._asdict().items() if getattr(session, name) != value}
    if not moved:
        return Changed(session, False, [])
    if session.version != seen:
        raise Refused(
            "Somebody else has changed this session meanwhile. Look at it as it is now, then change it."
        )
    is_retimed = bool({"starts_at", "ends_at"} & set(moved))
    check_may_be_changed(session, is_retimed=is_retimed)
    _ask(session, wanted, moved, by)
    with as_the_rules_let():
        times = times_of(wanted.slot) if is_retimed else {}
        new = moved | times | {"version": session.version + 1}
        facts.correct([(session, new)], by=by, what="re_timed" if is_retimed else "changed", words=reason)
        restamp([session], by)
    _note(session, by, reason)
    if is_retimed:
        live = list(Booking.objects.live().filter(session=session).by_name())
        notices.tell_retimed([session], {session.pk: live}, by=by)
        tell_of_time([session])
    offer_places(session, by=by)
    return Changed(session, True, _warnings(session, wanted))


def check_may_be_changed(session: Session, *, is_retimed: bool = False) -> None:
    """Raises WrongState for a session that is over or not held; for its time also once it has begun or is marked."""
    if session.state not in AHEAD:
        raise WrongState(f"This session is {session.get_state_display().lower()}; it cannot be changed now.")
    if is_retimed and session.state != SessionState.SCHEDULED:
        raise WrongState(
            "The register of this session is open: it has marks, so its time stays. Submit the register, or say that "
            "the session was not held, and put on another."
        )
    if is_retimed and session.has_begun:
        raise WrongState(
            "This session has begun, so its time stays. Say that it was not held, and put on another."
        )


def _ask(session: Session, wanted: Wanted, moved: dict, by) -> None:
    """Raises SessionRefused, naming the field."""
    if "starts_at" in moved and wanted.starts_at <= timezone.now():
        raise SessionRefused("starts", "This time is past. Choose one to come.")
    if wanted.ends_at <= wanted.starts_at:
        raise SessionRefused("ends", "The end must be after the start, on the same day.")
    if wanted.ends_at - wanted.starts_at > LONGEST:
        raise SessionRefused("ends", "A session lasts 12 hours at most. Make two sessions of it.")
    if wanted.lead and "lead" in moved and not access.works_at(wanted.lead, session.hub):
        raise SessionRefused(
            "lead", f"{wanted.lead} does not work at {session.hub.name}. Choose somebody who does."
        )
    if wanted.room and wanted.room.hub_id != session.hub_id:
        raise SessionRefused("room", f"{wanted.room} is not at {session.hub.name}. Choose one of its rooms.")
    if problem := clashes.of_one(wanted.room, wanted.slot, wanted.capacity, but=session.pk):
        raise SessionRefused(*problem)
    if session.one_to_one:
        appointments.ask_still_one_to_one(session, wanted, by=by)
    if wanted.capacity is not None and (session.capacity is None or wanted.capacity < session.capacity):
        _ask_capacity(session, wanted.capacity, by)


def _ask_capacity(session: Session, capacity: int, by) -> None:
    """Says how many have a place of those whom the user may know of; the others are not even counted."""
    taking = Booking.objects.filter(session=session).asked_for()
    known = taking.visible_to(by).count()
    if known > capacity:
        people = "1 person has" if known == 1 else f"{known} people have"
        text = f"{people} a place in this session. Enter {known} or more, or cancel bookings first."
        raise SessionRefused("capacity", text)
    if taking.count() > capacity:
        raise SessionRefused("capacity", NEUTRAL_CHANGE)


def _note(session: Session, by, reason: str) -> None:
    """A change of its rule leaves the session as it was made by hand."""
    if session.rule_id is None or session.rule_starts_at is None:
        return
    TimetableException.objects.update_or_create(
        rule_id=session.rule_id, day=timezone.localdate(session.rule_starts_at),
        defaults={"kind": TimetableException.Kind.CHANGED, "reason": reason, "recorded_by": by},
    )  # fmt: skip


def _warnings(session: Session, wanted: Wanted) -> list[str]:
    found = []
    if taken := clashes.of_lead(wanted.lead, [wanted.slot], but_sessions=[session.pk]):
        found.append(f"{wanted.lead} leads something else at the same time: {clashes.say(taken)}.")
    if clashes.outside_hours(session.hub, [wanted.slot]):
        found.append(f"The hub is not open then: {say_weekday(wanted.starts_at)}.")
    return found
