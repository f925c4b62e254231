"""What the pages of bookings may fetch: every question starts from the user's scope. Outside it is 404."""

import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from foundation.design.dates import today
from people.circumstances.cohorts import BY_NAME
from people.querysets import PersonQuerySet

from ..models import Booking, Session
from ..querysets import BookingQuerySet, SessionQuerySet, named_like, not_booked, people_placed
from ..scope import sessions

SIX_WEEKS = datetime.timedelta(weeks=6)
MOST_SESSIONS = 20  # to move a booking to
MOST_OF_A_SERIES = 12


def offers(user: User) -> BookingQuerySet:
    """Offers without an answer at the user's hubs, those that end first at the top."""
    with_names = ("person", "hub", "session__hub", "session__category")
    return Booking.objects.visible_to(user).offered().select_related(*with_names)


def to_move_to(user: User, booking: Booking, *, moved: bool = False) -> SessionQuerySet:
    """Sessions of the same hub in the next six weeks into which the person can still be booked, the next first.

    None of the one-to-one appointments: each is somebody's own.

    moved: the one they were moved to as well, for a form that was sent twice.
    """
    soon = sessions(user).between(today(), today() + SIX_WEEKS).filter(hub=booking.hub, one_to_one=False)
    coming = soon.with_room(user).open_for_booking()
    if not moved:
        coming = coming.without(booking.person).exclude(pk=booking.session_id)
    return coming[:MOST_SESSIONS]


def series_of(user: User, session: Session) -> SessionQuerySet:
    """The session and those to come of the same name and category at its hub."""
    alike = sessions(user).with_room(user).filter(hub=session.hub, category=session.category)
    return alike.filter(title=session.title).open_for_booking()[:MOST_OF_A_SERIES]


def to_book_into(user: User, uuid: UUID) -> Session:
    """With the room in it, as far as the user may know. Raises Http404 outside the user's hubs."""
    return get_object_or_404(sessions(user).with_room(user), uuid=uuid)


def of_a_group(user: User, session: Session, cohort: str, name: str) -> PersonQuerySet:
    """People of the hub without a live booking in the session, of a cohort if one is named."""
    people = not_booked(people_placed(user, session), session)
    if cohort:
        people = people.filter(BY_NAME[cohort].rows(today()))
    return named_like(people, name)
