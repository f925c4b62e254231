"""What a user is told when the database refuses: one text, whatever stood against it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from foundation.lifecycle.transitions import Refused

NEUTRAL = "This booking cannot be made. Choose another session or join the waiting list."
NEUTRAL_CHANGE = "This change cannot be made with the bookings the session has."
NO_SATELLITE = "A hub that is a satellite has none itself."
# The unique constraint, as each engine names it: two workers booked one person at the same moment.
_BOOKED_TWICE = ("one_live_booking", "hubs_booking.session_id, hubs_booking.person_id")


class BookingRefused(Refused):
    """Full, no contact or excluded: one text for all, so that it gives nothing away (domain: No contact)."""

    def __init__(self) -> None:
        super().__init__(NEUTRAL)


class SessionChangeRefused(Refused):
    """The session's bookings stand against its new time, hub, capacity or state; it is not said which or why."""

    def __init__(self) -> None:
        super().__init__(NEUTRAL_CHANGE)


@contextmanager
def as_the_rules_let() -> Iterator[None]:
    """What the database refuses is refused with the neutral text, and nothing of it is written.

    Raises BookingRefused, SessionChangeRefused or, of a hub's family, Refused; any other IntegrityError as it is.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if refusal := _refusal(str(error)):
            raise refusal from None
        raise


def _refusal(text: str) -> Refused | None:
    if NEUTRAL in text or any(name in text for name in _BOOKED_TWICE):
        return BookingRefused()
    if NEUTRAL_CHANGE in text:
        return SessionChangeRefused()
    return Refused(NO_SATELLITE) if NO_SATELLITE in text else None
