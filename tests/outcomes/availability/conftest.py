"""Chatham in June 2026, and who reads of its availability."""

import datetime

import pytest
import time_machine

from foundation.accounts.roles import Role
from foundation.lifecycle.dates import LONDON
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    HubFactory,
    ServedAreaFactory,
)
from tests.factories.people import AreaFactory, ContractAreaFactory


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime.datetime(2026, 6, 10, 12, tzinfo=LONDON), tick=False):
        yield


@pytest.fixture
def south_east():
    return ContractAreaFactory(name="South East")


@pytest.fixture
def medway(south_east):
    return AreaFactory(name="Medway", contract_area=south_east, latitude=51.38, longitude=0.53)


@pytest.fixture
def chatham(south_east, medway):
    hub = HubFactory(name="Chatham", contract_area=south_east, latitude=51.38, longitude=0.53, places=4)
    ServedAreaFactory(area=medway, hub=hub)
    return hub


@pytest.fixture
def manager(client, chatham):
    client.force_login(UserFactory(role=Role.HUB_MANAGER, teams=[chatham.team]))
    return client


@pytest.fixture
def commissioner(client, chatham):
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    return client
