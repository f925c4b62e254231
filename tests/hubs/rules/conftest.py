"""Two people who may not meet, a hub with a satellite, and sessions at any hour of tomorrow."""

import pytest

from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.people import NoContactFactory

from .written import HOUR, tomorrow_at


@pytest.fixture
def satellite(hub):
    return HubFactory(kind="satellite", parent=hub, name="Strood")


@pytest.fixture
def elsewhere(db):
    """A hub of another family."""
    return HubFactory(name="Dover")


@pytest.fixture
def at(hub):
    """A session at the hub, or at another, from an hour of tomorrow, an hour long."""

    def make(hour=10.0, *, where=hub, hours=1, **more):
        starts_at = tomorrow_at(hour)
        return SessionFactory(hub=where, starts_at=starts_at, ends_at=starts_at + hours * HOUR, **more)

    return make


@pytest.fixture
def pair(someone):
    """Two people of the hub who may not meet, the lower key first."""
    one, other = someone(), someone()
    NoContactFactory(first=one, second=other)
    return one, other


@pytest.fixture
def into():
    """Books somebody, past every action."""
    return lambda session, person, **more: BookingFactory(session=session, person=person, **more)
