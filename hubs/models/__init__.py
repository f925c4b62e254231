"""The models of hubs, one concept a file."""

from .booking import Booking, Concern
from .directory import BankHolidayOpening, Closure, OpeningHours, Weekday, WomenOnlyTime
from .hub import ActivityCategory, Hub, Induction, Place, ServedArea
from .register import ChasedRegister, LateEntry, QueueOwner, SentMark, ToldAbsence
from .reminders import Reminder, ReminderWish
from .runs import ToldRun
from .session import Session
from .timetable import Room, TimetableException, TimetableFeed, TimetableRule
from .wellbeing import Wellbeing

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
    "Reminder",
    "ReminderWish",
    "Room",
    "SentMark",
    "ServedArea",
    "Session",
    "TimetableException",
    "TimetableFeed",
    "TimetableRule",
    "ToldAbsence",
    "ToldRun",
    "Weekday",
    "Wellbeing",
    "WomenOnlyTime",
]
