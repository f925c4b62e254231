"""Booking people into a session, and taking a booking back."""

from collections.abc import Sequence

from django.db import transaction

from foundation.lifecycle import facts
from foundation.lifecycle.transitions import Refused, WrongState, perform
from people.models import Person
from people.rules import says_too_much

from ..bookings import notices
from ..models import Booking, Session
from ..rules import as_the_rules_let
from ..states import LIVE, BookingState
from .asked import (
    as_it_stands,
    ask_may_come,
    ask_not_only_opened,
    ask_room,
    beyond_capacity,
    check_open_for_booking,
    ids,
    live,
    locked,
    new_booking,
)
from .offers import offer_places


def book(session: Session, person: Person, *, by, over_capacity_reason: str = "") -> Booking:
    """Book one person into a session; a live booking they already have is given back. Raises as `book_people`."""
    return book_people(session, [person], by=by, over_capacity_reason=over_capacity_reason)[0]


@transaction.atomic
def book_people(
    session: Session, people: Sequence[Person], *, by, over_capacity_reason: str = ""
) -> list[Booking]:
    """Book all of these people, or none: the session's row is locked, so that two workers cannot fill one chair.

    Raises WrongState for a session that was recorded or not held, Refused for one that has ended and for a person
    without a place at the hub or live consent, or on the session's waiting list, BookingRefused when there is no room
    or a rule stands against it, TooManyChosen when there is room for some. The hub manager may let people in beyond
    the capacity and says why; NotYou for the reason of anybody else. (domain: Booking)
    """
    session = locked(session, by)
    standing = {booking.person_id: booking for booking in live(session) if booking.person_id in ids(people)}
    new = [person for person in people if person.pk not in standing]
    ask_none_waits([booking for booking in standing.values() if booking.state != BookingState.BOOKED])
    beyond = beyond_capacity(session, len(new), over_capacity_reason.strip(), by)
    if new:
        ask_may_be_booked(session, new, by)
    if new and not beyond:
        ask_room(session, len(new), by)
    made = record_booked(session, new, by, **beyond)
    standing |= {booking.person_id: booking for booking in made}
    return [standing[person.pk] for person in people]


def ask_none_waits(waiting: Sequence[Booking]) -> None:
    """Raises Refused, naming those who wait for a place already: places are offered in turn."""
    if waiting:
        names = ", ".join(str(booking.person) for booking in waiting)
        raise Refused(f"{names}: on the waiting list of this session already. Places are offered in turn.")


def ask_may_be_booked(session: Session, people: Sequence[Person], by) -> None:
    """Everything but room. Raises WrongState or Refused."""
    check_open_for_booking(session)
    ask_may_come(session, people)
    ask_not_only_opened(people, by)


def record_booked(session: Session, people: Sequence[Person], by, **more) -> list[Booking]:
    """New bookings, if the rules of the database let all of them in. Raises BookingRefused."""
    with as_the_rules_let():
        made = [new_booking(session, person, **more) for person in people]
        return facts.record(made, by=by, what="booked")


@transaction.atomic
def cancel_booking(booking: Booking, *, by, for_hub: bool = False, reason: str = "") -> Booking:
    """Take a booking, an offer or a turn on the waiting list back before the session begins.

    The person cannot come, or the hub withdrew it and says why; whoever works with them is told which. A place that it
    frees is offered to those waiting. Raises WrongState once the session has begun; then the register says what
    happened. (domain: Booking)
    """
    if too_long := says_too_much(reason):
        raise Refused(too_long)
    session = locked(booking.session, by)
    booking = as_it_stands(booking)
    check_may_be_cancelled(booking)
    verb = "cancel_for_hub" if for_hub else "cancel_for_person"
    perform(booking, verb, by=by, words=reason)
    tell = notices.tell_cancelled if for_hub else notices.tell_given_up
    tell(session, [booking], by=by)
    offer_places(session, by=by)
    return booking


def check_may_be_cancelled(booking: Booking) -> None:
    """Raises WrongState for a booking that is cancelled already or whose session has begun."""
    if booking.state not in LIVE:
        raise WrongState(f"This booking is {booking.get_state_display().lower()} already.")
    if booking.session.has_begun:
        raise WrongState("The session has begun. Mark the person in the register instead.")
