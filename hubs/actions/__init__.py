"""What can be done at a hub, one function per verb; called qualified: `hubs.book(session, person, by=user)`."""

from .bookings import (
    NEUTRAL,
    BookingRefused,
    TooManyChosen,
    book,
    book_people,
    cancel_booking,
    check_may_be_cancelled,
    check_open_for_booking,
)
from .leaving import cancel_bookings_to_come, leave, move_place
from .places import HubFull, end_place, open_place, places_free, record_induction
from .register import ReasonNeeded, add_walk_in, save_register
from .sessions import SessionRefused, check_may_be_called_off, create_session, mark_not_held

__all__ = [
    "NEUTRAL",
    "BookingRefused",
    "HubFull",
    "ReasonNeeded",
    "SessionRefused",
    "TooManyChosen",
    "add_walk_in",
    "book",
    "book_people",
    "cancel_booking",
    "cancel_bookings_to_come",
    "check_may_be_called_off",
    "check_may_be_cancelled",
    "check_open_for_booking",
    "create_session",
    "end_place",
    "leave",
    "mark_not_held",
    "move_place",
    "open_place",
    "places_free",
    "record_induction",
    "save_register",
]
