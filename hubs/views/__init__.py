"""The pages of a hub's day."""

from .bookings import booking_cancel, booking_create
from .register import register_take
from .sessions import session_create, session_detail, session_list, session_not_held

__all__ = [
    "booking_cancel",
    "booking_create",
    "register_take",
    "session_create",
    "session_detail",
    "session_list",
    "session_not_held",
]
