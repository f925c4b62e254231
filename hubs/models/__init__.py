"""The models of hubs, one concept a file."""

from .booking import Booking, Concern
from .directory import BankHolidayOpening, Closure, OpeningHours, Weekday, WomenOnlyTime
from .hub import ActivityCategory, Hub, Induction, Place, ServedArea
from .session import Session

__all__ = [
    "ActivityCategory",
    "BankHolidayOpening",
    "Booking",
    "Closure",
    "Concern",
    "Hub",
    "Induction",
    "OpeningHours",
    "Place",
    "ServedArea",
    "Session",
    "Weekday",
    "WomenOnlyTime",
]
