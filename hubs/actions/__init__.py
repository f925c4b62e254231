"""What can be done at a hub, one function per verb; called qualified: `hubs.book(session, person, by=user)`."""

from ..rules import NEUTRAL, BookingRefused
from .absences import tell_standing_absences
from .appointments import book_appointment
from .asked import TooManyChosen, check_open_for_booking
from .bookings import book, book_people, cancel_booking, check_may_be_cancelled
from .chasing import chase_registers
from .groups import GroupBooking, NotBooked, book_group
from .late_entries import ask_for_late_entry, check_needs_late_entry, decide_late_entry
from .leaving import cancel_bookings_to_come, leave, move_place
from .marks import KEPT_FOR, KeyReused, NoLongerThere, purge_sent_marks, queue_owner, send_mark
from .moving import check_may_be_moved, check_may_be_restored, move_booking, restore_booking
from .offers import accept_offer, check_may_be_answered, decline_offer, expire_offers, offer_what_is_free
from .places import (
    HubFull,
    end_place,
    hold_place,
    open_place,
    places_free,
    record_induction,
    resume_place,
)
from .register import ReasonNeeded, SecondPersonNeeded, save_register
from .reminders import insist_may_record as insist_may_record_reminders
from .reminders import send_reminder_again, send_timetable, stop_numbers, stop_reminders, want_reminders
from .sessions import (
    SessionRefused,
    check_may_be_called_off,
    check_may_be_held_after_all,
    create_session,
    hold_after_all,
    mark_not_held,
)
from .waiting import join_waiting_list
from .walk_ins import add_walk_in
from .wellbeing import correct_wellbeing, record_wellbeing

__all__ = [
    "KEPT_FOR",
    "NEUTRAL",
    "BookingRefused",
    "GroupBooking",
    "HubFull",
    "KeyReused",
    "NoLongerThere",
    "NotBooked",
    "ReasonNeeded",
    "SecondPersonNeeded",
    "SessionRefused",
    "TooManyChosen",
    "accept_offer",
    "add_walk_in",
    "ask_for_late_entry",
    "book",
    "book_appointment",
    "book_group",
    "book_people",
    "cancel_booking",
    "cancel_bookings_to_come",
    "chase_registers",
    "check_may_be_answered",
    "check_may_be_called_off",
    "check_may_be_cancelled",
    "check_may_be_held_after_all",
    "check_may_be_moved",
    "check_may_be_restored",
    "check_needs_late_entry",
    "check_open_for_booking",
    "correct_wellbeing",
    "create_session",
    "decide_late_entry",
    "decline_offer",
    "end_place",
    "expire_offers",
    "hold_after_all",
    "hold_place",
    "insist_may_record_reminders",
    "join_waiting_list",
    "leave",
    "mark_not_held",
    "move_booking",
    "move_place",
    "offer_what_is_free",
    "open_place",
    "places_free",
    "purge_sent_marks",
    "queue_owner",
    "record_induction",
    "record_wellbeing",
    "restore_booking",
    "resume_place",
    "save_register",
    "send_mark",
    "send_reminder_again",
    "send_timetable",
    "stop_numbers",
    "stop_reminders",
    "tell_standing_absences",
    "want_reminders",
]
