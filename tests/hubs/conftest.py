"""A hub with its people, used by every test here."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, HubFactory, InductionFactory, PlaceFactory, SessionFactory
from tests.factories.people import ConsentFactory, InvolvementFactory, NoContactFactory, PersonFactory

LONG_SINCE = datetime.timedelta(days=200)


@pytest.fixture
def hub(db):
    return HubFactory(name="Chatham", places=3)


@pytest.fixture
def worker(hub):
    return UserFactory(name="Marcus Oyelaran", role=Role.HUB_WORKER, teams=[hub.team])


@pytest.fixture
def colleague(hub):
    return UserFactory(name="Priya Nadar", role=Role.HUB_WORKER, teams=[hub.team])


@pytest.fixture
def manager(hub):
    return UserFactory(name="Helen Strand", role=Role.HUB_MANAGER, teams=[hub.team])


@pytest.fixture
def stranger(db):
    """A hub worker of another hub."""
    return UserFactory(role=Role.HUB_WORKER, teams=[HubFactory().team])


@pytest.fixture
def someone(hub):
    """Makes people of the hub: with a place, inducted, consented and visible to its team."""

    def make(*, inducted=True, consented=True, **names):
        person = PersonFactory(**names)
        since = timezone.localdate() - LONG_SINCE
        PlaceFactory(person=person, hub=hub, opened_on=since)
        InvolvementFactory(person=person, team=hub.team, since=since)
        if inducted:
            InductionFactory(person=person, hub=hub, inducted_on=since)
        if consented:
            ConsentFactory(person=person, given_on=since)
        return person

    return make


@pytest.fixture
def session(hub):
    """Began an hour ago, ends in one."""
    return SessionFactory(hub=hub, category__category="Employability introduction", capacity=40)


@pytest.fixture
def session_to_come(hub):
    return SessionFactory(hub=hub, starts_at=timezone.now() + datetime.timedelta(days=2), capacity=2)


@pytest.fixture
def booked(session, someone):
    """Books people of the hub into the running session."""

    def make(number=1, *, into=session, **kinds):
        return [BookingFactory(session=into, person=someone(**kinds)) for _ in range(number)]

    return make


@pytest.fixture
def keep_apart(db):
    """Two people who may not meet."""

    def pair(one, other):
        first, second = sorted((one, other), key=lambda person: person.pk)
        return NoContactFactory(first=first, second=second)

    return pair


@pytest.fixture
def queries_of(db):
    """Counts the queries of a call."""

    def count(call, *args, **kwargs):
        with CaptureQueriesContext(connection) as asked:
            call(*args, **kwargs)
        return len(asked)

    return count


@pytest.fixture
def as_worker(client, worker):
    """A browser in which the hub worker is signed in."""
    client.force_login(worker)
    return client
