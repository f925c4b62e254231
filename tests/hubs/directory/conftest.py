"""A Monday morning at the hub, and who opens its pages."""

import datetime

import pytest
import time_machine

from foundation.accounts.roles import Role
from hubs import times
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    SessionFactory,
)
from tests.hubs.directory.typed import DAY, TODAY


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def as_practitioner(client, db):
    client.force_login(UserFactory(role=Role.PRACTITIONER))
    return client


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def on_thursday(hub):
    return SessionFactory(
        hub=hub, starts_at=times.moment_on(TODAY + 3 * DAY, datetime.time(10)), title="Cooking"
    )
