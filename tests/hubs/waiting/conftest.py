"""A full session, three who wait for it, and the first offer."""

import pytest

from hubs import actions as hubs
from hubs.models import Booking
from tests.factories.hubs import BookingFactory


@pytest.fixture
def full(session_to_come):
    """A session to come with both places taken."""
    BookingFactory.create_batch(2, session=session_to_come)
    return session_to_come


@pytest.fixture
def sitting(full):
    """Whoever has the first place."""
    return Booking.objects.filter(session=full).first()


@pytest.fixture
def waiting(full, someone, worker):
    """Three who joined one after the other."""
    return [hubs.join_waiting_list(full, [someone()], by=worker)[0] for _ in range(3)]


@pytest.fixture
def offered(sitting, waiting, worker):
    """The offer that the first of them was made."""
    hubs.cancel_booking(sitting, by=worker)
    return Booking.objects.offered().get()
