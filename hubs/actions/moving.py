"""Moving a person to another session, and restoring a booking that was cancelled: all rules are asked again."""

from django.db import transaction

from foundation.lifecycle.transitions import Refused, WrongState, check, perform
from people.rules import says_too_much

from ..bookings import notices
from ..models import Booking, Session
from ..rules import as_the_rules_let
from ..states import BookingState
from .asked import all_locked, as_it_stands, live, locked
from .bookings import ask_may_be_booked, record_booked
from .offers import offer_places
from .reminders import tell_of_other_session


@transaction.atomic
def move_booking(booking: Booking, to: Session, *, by, reason: str = "") -> Booking:
    """The person comes to another session of the hub instead: the new booking, or neither. Twice moves once.

    The place that it frees is offered to those waiting; a person who was reminded of the former time is told of the new
    one. Raises WrongState once the first session has begun, Refused
    and BookingRefused as `book_people` for the other one, NotYou. (domain: Booking)
    """
    if too_long := says_too_much(reason):
        raise Refused(too_long)
    former, session = all_locked([booking.session, to], by)
    booking = as_it_stands(booking)
    if moved := Booking.objects.filter(moved_from=booking, session=session).first():
        return moved
    check_may_be_moved(booking, by=by)
    _ask_other_session(booking, session)
    ask_may_be_booked(session, [booking.person], by)
    perform(booking, "move", by=by, words=reason, told={"to": session})
    moved = record_booked(session, [booking.person], by, moved_from=booking)[0]
    notices.tell_moved(session, [moved], by=by)
    tell_of_other_session(moved)
    offer_places(former, by=by)
    return moved


def check_may_be_moved(booking: Booking, *, by) -> None:
    """Raises WrongState for a booking that stands no more or whose session has begun; NotYou."""
    check(booking, "move", by=by)
    if booking.session.has_begun:
        raise WrongState("The session has begun. Mark the person in the register instead.")


def _ask_other_session(booking: Booking, session: Session) -> None:
    if session.hub_id != booking.hub_id:
        raise Refused(
            f"A booking is moved within {booking.hub}. Book the person there, then cancel this one."
        )
    if live(session).filter(person=booking.person_id).exists():
        raise Refused(f"{booking.person} is booked or waits there already. Cancel this booking instead.")


@transaction.atomic
def restore_booking(booking: Booking, *, by) -> Booking:
    """The person is expected again: a cancelled booking stands as before, if every rule of a new one lets it.

    Restored twice it is restored once. Raises WrongState, Refused and BookingRefused as `book_people`, NotYou.
    """
    session = locked(booking.session, by)
    booking = as_it_stands(booking)
    if booking.state == BookingState.BOOKED:
        return booking
    check(booking, "restore", by=by)
    if live(session).filter(person=booking.person_id).exists():
        raise Refused(f"{booking.person} is booked or waits in this session already.")
    ask_may_be_booked(session, [booking.person], by)
    with as_the_rules_let():
        perform(booking, "restore", by=by)
    notices.tell_restored(session, [booking], by=by)
    return booking


def check_may_be_restored(booking: Booking, *, by) -> None:
    """Raises WrongState for a booking that is not cancelled, NotYou: what a page asks before its form."""
    check(booking, "restore", by=by)
