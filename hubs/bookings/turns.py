"""The bookings of a session as its page shows them: booked, offered, waiting in turn, and those that stand no more."""

from collections.abc import Sequence
from typing import NamedTuple

from foundation.design.dates import day_of, today

from ..models import Booking, Session
from ..states import LIVE, BookingState


class Turn(NamedTuple):
    """Somebody on the waiting list: their place in it, as far as the viewer may know, and how long they have waited."""

    place: int
    booking: Booking
    days: int


class Turns:
    """Made from the bookings that the viewer may see: nobody hidden is counted, so that a place tells nothing."""

    def __init__(self, session: Session, bookings: Sequence[Booking]) -> None:
        self.session, self.bookings = session, bookings
        for booking in bookings:
            booking.session = session

    @property
    def booked(self) -> list[Booking]:
        return self._in(BookingState.BOOKED)

    @property
    def offered(self) -> list[Booking]:
        """Those that end first at the top."""
        return sorted(self._in(BookingState.OFFERED), key=lambda booking: (booking.offered_at, booking.pk))

    @property
    def waiting(self) -> list[Turn]:
        """In the order in which places are offered."""
        waiting = self._in(BookingState.WAITING_LIST)
        waiting.sort(key=lambda booking: (booking.queued_at, booking.pk))
        return [
            Turn(place, booking, (today() - day_of(booking.queued_at)).days)
            for place, booking in enumerate(waiting, start=1)
            if booking.queued_at
        ]

    @property
    def gone(self) -> list[Booking]:
        return [booking for booking in self.bookings if booking.state not in LIVE]

    @property
    def places_left(self) -> int | None:
        """None where no number is set."""
        if self.session.capacity is None:
            return None
        return max(self.session.capacity - len(self.booked) - len(self.offered), 0)

    def _in(self, state: str) -> list[Booking]:
        return [booking for booking in self.bookings if booking.state == state]
