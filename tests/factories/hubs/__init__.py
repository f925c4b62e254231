"""Hubs, sessions and bookings."""

from .places import (
    BankHolidayOpeningFactory,
    ClosureFactory,
    HubFactory,
    InductionFactory,
    OpeningHoursFactory,
    PlaceFactory,
    QueueOwnerFactory,
    ServedAreaFactory,
    WellbeingFactory,
    WomenOnlyTimeFactory,
)
from .sessions import (
    ActivityCategoryFactory,
    BookingFactory,
    ChasedRegisterFactory,
    ConcernFactory,
    LateEntryFactory,
    SentMarkFactory,
    SessionFactory,
    ToldAbsenceFactory,
    ToldRunFactory,
)
from .states import _InState
from .timetable import (
    ReminderFactory,
    ReminderWishFactory,
    RoomFactory,
    TimetableExceptionFactory,
    TimetableFeedFactory,
    TimetableRuleFactory,
)

__all__ = [
    "ActivityCategoryFactory",
    "BankHolidayOpeningFactory",
    "BookingFactory",
    "ChasedRegisterFactory",
    "ClosureFactory",
    "ConcernFactory",
    "HubFactory",
    "InductionFactory",
    "LateEntryFactory",
    "OpeningHoursFactory",
    "PlaceFactory",
    "QueueOwnerFactory",
    "ReminderFactory",
    "ReminderWishFactory",
    "RoomFactory",
    "SentMarkFactory",
    "ServedAreaFactory",
    "SessionFactory",
    "TimetableExceptionFactory",
    "TimetableFeedFactory",
    "TimetableRuleFactory",
    "ToldAbsenceFactory",
    "ToldRunFactory",
    "WellbeingFactory",
    "WomenOnlyTimeFactory",
    "_InState",
]
