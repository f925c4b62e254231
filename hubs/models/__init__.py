"""The models of hubs, one concept a file."""

from .booking import Booking, Concern
from .directory import BankHolidayOpening, Closure, OpeningHours, Weekday, WomenOnlyTime
from .hub import ActivityCategory, Hub, Induction, Place, ServedArea
from .register import ChasedRegister, LateEntry, QueueOwner, SentMark, ToldAbsence
from .session import Session
from .timetable import Room, TimetableException, TimetableFeed, TimetableRule

__all__ = [
    "ActivityCategory",
    "BankHolidayOpening",
    "Booking",
    "ChasedRegister",
    "Closure",
    "Concern",
    "Hub",
    "Induction",
    "LateEntry",
    "OpeningHours",
    "Place",
    "QueueOwner",
    "Room",
    "SentMark",
    "ServedArea",
    "Session",
    "TimetableException",
    "TimetableFeed",
    "TimetableRule",
    "ToldAbsence",
    "Weekday",
    "WomenOnlyTime",
]
