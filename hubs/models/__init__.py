"""The models of hubs, one concept a file."""

from .booking import Booking, Concern
from .directory import BankHolidayOpening, Closure, OpeningHours, Weekday, WomenOnlyTime
from .hub import ActivityCategory, Hub, Induction, Place, ServedArea
from .register import ChasedRegister, LateEntry, QueueOwner, SentMark, ToldAbsence
from .session import Session

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
    "SentMark",
    "ServedArea",
    "Session",
    "ToldAbsence",
    "Weekday",
    "WomenOnlyTime",
]
