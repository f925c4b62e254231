"""One-to-one appointments: a session of one person with one worker."""

import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import say_time
from people.models import Person

from .. import access
from ..models import ActivityCategory, Booking, Hub, Room, Session
from ..rules import hold
from ..rules.refusals import NEUTRAL_CHANGE
from ..states import AHEAD
from .bookings import book
from .sessions import SessionRefused, create_session


@transaction.atomic
def book_appointment(
    person: Person,
    hub: Hub,
    *,
    by,
    key: UUID,
    category: ActivityCategory,
    worker: User,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    room: Room | None = None,
) -> Booking:
    """Put on a session of one and book the person into it. `key` again gives the appointment already made.

    Raises SessionRefused for a time that is past or at which the worker or the person is expected elsewhere, and as
    `create_session`; BookingRefused, Refused and NotYou as `book`. (issue: one-to-one appointments)
    """
    ask(by, Permission.RUN_SESSIONS)
    if not access.works_at(by, hub):
        raise NotYou(f"Only a worker of {hub.name} can make an appointment there.")
    hold(hub.pk)
    if not Session.objects.filter(uuid=key, hub=hub).exists():
        _ask_free(worker, person, starts_at, ends_at)
    session = create_session(
        hub, by=by, key=key, category=category, starts_at=starts_at, ends_at=ends_at, room=room, capacity=1,
        lead=worker, one_to_one=True,
    )  # fmt: skip
    return book(session, person, by=by)


def ask_still_one_to_one(session: Session, wanted: Any, *, by) -> None:
    """What a change of an appointment is asked besides: one place, a worker, and both of them free at the new time.

    Raises SessionRefused; it names the person only to those who may know of them. (domain: No contact)
    """
    if wanted.capacity != 1:
        raise SessionRefused("capacity", "An appointment is for one person. Put a session on for more.")
    if wanted.lead is None:
        raise SessionRefused("lead", "Choose with whom the appointment is.")
    booked = Booking.objects.taking_a_place().filter(session=session).select_related("person").first()
    known = booked and Booking.objects.visible_to(by).filter(pk=booked.pk).exists()
    _ask_free(
        wanted.lead, booked and booked.person, wanted.starts_at, wanted.ends_at, but=session,
        refusal="" if known else NEUTRAL_CHANGE,
    )  # fmt: skip


def _ask_free(
    worker: User,
    person: Person | None,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    *,
    but: Session | None = None,
    refusal: str = "",
) -> None:
    """Raises SessionRefused. Of the person's other session nothing is told: it may be at another hub.

    refusal: said instead of the person's name.
    """
    if starts_at <= timezone.now():
        raise SessionRefused("starts", "This time is past. Choose one to come.")
    at_that_time = {"state__in": AHEAD, "starts_at__lt": ends_at, "ends_at__gt": starts_at}
    sessions = Session.objects.filter(**at_that_time)
    if but:
        sessions = sessions.exclude(pk=but.pk)
    if leads := sessions.filter(lead=worker).order_by("starts_at").first():
        begins, ends = (say_time(timezone.localtime(each)) for each in (leads.starts_at, leads.ends_at))
        raise SessionRefused("lead", f"{worker} leads another session from {begins} to {ends}.")
    if person and Booking.objects.taking_a_place().filter(person=person, session__in=sessions).exists():
        raise SessionRefused(
            "starts", refusal or f"{person} is expected at another session then. Choose another time."
        )
