"""Joining the waiting list of a session."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from foundation.lifecycle import facts
from foundation.lifecycle.transitions import Refused
from people.models import Person

from ..models import Booking, Session
from ..states import BookingState
from .asked import ids, live, locked, new_booking
from .bookings import ask_may_be_booked
from .offers import offer_places


@transaction.atomic
def join_waiting_list(session: Session, people: Sequence[Person], *, by) -> list[Booking]:
    """Put people on the waiting list, in the order given, after those who wait already.

    Whoever is booked, offered a place or waiting there is given back as they stand. A place that is free is offered at
    once. Raises WrongState or Refused as `book_people`, and once the session has begun. (domain: Booking)
    """
    session = locked(session, by)
    standing = {booking.person_id: booking for booking in live(session) if booking.person_id in ids(people)}
    new = [person for person in people if person.pk not in standing]
    if new:
        ask_may_be_booked(session, new, by)
        if session.one_to_one:
            raise Refused("An appointment has no waiting list. Make another one with the person.")
        if session.has_begun:
            raise Refused(
                "The session has begun, so nobody can wait for it. Choose one that is still to come."
            )
    turn = {"state": BookingState.WAITING_LIST, "queued_at": timezone.now()}
    made = facts.record([new_booking(session, person, **turn) for person in new], by=by, what="joined")
    offered = {booking.pk: booking for booking in offer_places(session, by=by)}
    standing |= {booking.person_id: offered.get(booking.pk, booking) for booking in made}
    return [standing[person.pk] for person in people]
