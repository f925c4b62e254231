"""States of a session and of a booking, and the marks of a register (domain: Hub)."""

import datetime

from django.db.models import TextChoices


class SessionState(TextChoices):
    """Where a session and its register stand."""

    SCHEDULED = "scheduled", "Scheduled"
    OPEN = "open", "Open"
    RECORDED = "recorded", "Recorded"
    CORRECTED = "corrected", "Corrected"
    NOT_HELD = "not_held", "Not held"


AHEAD = (SessionState.SCHEDULED, SessionState.OPEN)
HELD = (SessionState.RECORDED, SessionState.CORRECTED)


class BookingState(TextChoices):
    """Where a booking stands."""

    WAITING_LIST = "waiting_list", "On the waiting list"
    OFFERED = "offered", "Offered"
    BOOKED = "booked", "Booked"
    DECLINED = "declined", "Offer declined"
    EXPIRED = "expired", "Offer expired"
    CANCELLED_BY_PERSON = "cancelled_by_person", "Cancelled by the person"
    CANCELLED_BY_HUB = "cancelled_by_hub", "Cancelled by the hub"
    MOVED = "moved", "Moved to another session"


LIVE = (BookingState.WAITING_LIST, BookingState.OFFERED, BookingState.BOOKED)
CANCELLED = (BookingState.CANCELLED_BY_PERSON, BookingState.CANCELLED_BY_HUB)
TAKES_A_PLACE = (BookingState.OFFERED, BookingState.BOOKED)
OFFER_STANDS = datetime.timedelta(hours=48)  # domain: Booking


class Answerer(TextChoices):
    """Who said whether the person takes a place that was offered."""

    PERSON = "person", "The person"
    PRACTITIONER = "practitioner", "Their practitioner"
    SOMEBODY_ELSE = "somebody_else", "Somebody else who may speak for them"


class Mark(TextChoices):
    """What the register says of one person."""

    ATTENDED = "attended", "Attended"
    LATE = "late", "Attended late"
    LEFT_EARLY = "left_early", "Left early"
    DID_NOT_ATTEND = "did_not_attend", "Did not attend"
    NOT_EXPECTED = "not_expected", "Not expected"


CAME = (Mark.ATTENDED, Mark.LATE, Mark.LEFT_EARLY)
ABSENT = (Mark.DID_NOT_ATTEND, Mark.NOT_EXPECTED)


class LateEntryState(TextChoices):
    """Where a wish to take a register of more than three months ago stands."""

    ASKED = "asked", "Waits for a second person"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"
