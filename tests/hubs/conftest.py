"""A hub with its people, used by every test here."""

import pytest

from foundation.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory


@pytest.fixture
def hub(db):
    return HubFactory(name="Chatham", places=3)


@pytest.fixture
def worker(hub):
    return UserFactory(name="Marcus Oyelaran", role=Role.HUB_WORKER, teams=[hub.team])


@pytest.fixture
def manager(hub):
    return UserFactory(name="Helen Strand", role=Role.HUB_MANAGER, teams=[hub.team])


@pytest.fixture
def stranger(db):
    """A hub worker of another hub."""
    return UserFactory(role=Role.HUB_WORKER, teams=[HubFactory().team])
