"""Somebody who came without a booking."""

from django.db import transaction

from foundation.lifecycle import facts
from foundation.lifecycle.transitions import Refused, WrongState, perform
from people.models import Person

from ..models import Booking, Session
from ..register.entries import Entry
from ..rules import as_the_rules_let
from ..states import AHEAD, BookingState, Mark
from .asked import ask_known_to_walk_in, ask_not_only_opened, live, locked, new_booking, places_left
from .register import save_register


@transaction.atomic
def add_walk_in(session: Session, person: Person, *, by) -> Booking:
    """Add somebody who came without a booking to the running register, beyond its capacity if need be.

    They are marked as attended; without an induction or consent by that day they are added unmarked. Raises WrongState
    unless the session has begun and its register is not yet submitted; BookingRefused, which no place mends.
    (domain: Register; No contact)
    """
    session = locked(session, by)
    standing = live(session).filter(person=person).first()
    if standing and standing.state == BookingState.BOOKED:
        return standing
    if not session.has_begun or session.state not in AHEAD:
        raise WrongState(
            "A walk-in can be added from the start of the session until its register is submitted."
        )
    if session.one_to_one:
        raise Refused("An appointment is for one person. Make one for whoever came, or put a session on.")
    ask_not_only_opened([person], by)
    ask_known_to_walk_in(session, person, by)
    if standing:  # waited for a place, or was offered one: they came, so they wait no more
        perform(standing, "cancel_for_hub", by=None, told={"for": by})
    booking = _let_in(session, person, by)
    try:
        save_register(session, {booking.uuid: Entry(booking.version, Mark.ATTENDED)}, by=by)
    except Refused:  # flagged on the page; the register cannot be submitted until somebody decides
        return booking
    booking.refresh_from_db()
    return booking


def _let_in(session: Session, person: Person, by) -> Booking:
    """Beyond the capacity it is whoever takes the register that lets them in."""
    is_full = places_left(session) == 0
    booking = new_booking(session, person, walk_in=True, allowed_by=by if is_full else None)
    with as_the_rules_let():
        return facts.record([booking], by=by, what="walked_in")[0]
