"""The pages of a hub's day."""

from .bookings import booking_cancel, booking_create, booking_move, booking_restore
from .clashes import clash_list
from .groups import booking_group
from .late_entries import late_entry_ask, late_entry_detail, late_entry_list
from .marks import register_mark, register_ping, register_walk_ins
from .offers import offer_answer, offer_list
from .offline import register_offline, register_worker
from .register import register_take
from .register_history import register_history
from .sessions import session_create, session_detail, session_held_after_all, session_list, session_not_held

__all__ = [
    "booking_cancel",
    "booking_create",
    "booking_group",
    "booking_move",
    "booking_restore",
    "clash_list",
    "late_entry_ask",
    "late_entry_detail",
    "late_entry_list",
    "offer_answer",
    "offer_list",
    "register_history",
    "register_mark",
    "register_offline",
    "register_ping",
    "register_take",
    "register_walk_ins",
    "register_worker",
    "session_create",
    "session_detail",
    "session_held_after_all",
    "session_list",
    "session_not_held",
]
