"""One person of Medway, for tests of one rule."""

import pytest

from foundation.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import AreaFactory, OffenceCoverageFactory
from tests.outcomes.scenes import AS_AT, living_in


@pytest.fixture
def medway(db):
    OffenceCoverageFactory(covers_to=AS_AT)
    return AreaFactory(name="Medway")


@pytest.fixture
def person(medway):
    return living_in(medway)


@pytest.fixture
def chatham(db):
    return HubFactory(name="Chatham")


@pytest.fixture
def manager(client, chatham):
    client.force_login(UserFactory(role=Role.HUB_MANAGER, teams=[chatham.team]))
    return client
