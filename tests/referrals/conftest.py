"""What the tests of referrals share."""

import pytest

from tests.factories.hubs import HubFactory
from tests.referrals import scene


@pytest.fixture
def hub():
    return HubFactory(name="Chatham", places=60)


@pytest.fixture
def referrer():
    return scene.a_practitioner(name="Dana Whitlock")


@pytest.fixture
def worker(hub):
    return scene.a_worker(hub, name="Marcus Oyelaran")


@pytest.fixture
def draft(referrer, hub):
    return scene.a_full_draft(referrer, hub)


@pytest.fixture
def signed_in(client):
    """`signed_in(user)` gives the client with that user's session."""

    def as_user(user):
        client.force_login(user)
        return client

    return as_user
