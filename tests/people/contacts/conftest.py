"""A hub that works with the person, and another beside it."""

import pytest

from foundation.accounts.roles import Role
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import InvolvementFactory


@pytest.fixture
def hub_team(db):
    return TeamFactory(name="Chatham")


@pytest.fixture
def worker(hub_team, person, ago):
    """A hub worker of the hub that works with the person."""
    InvolvementFactory(person=person, team=hub_team, since=ago(30))
    return UserFactory(name="Tobi Abara", role=Role.HUB_WORKER, teams=[hub_team])


@pytest.fixture
def worker_beside(person, ago):
    """A hub worker of another hub that works with the person too."""
    beside = TeamFactory(name="Gravesend")
    InvolvementFactory(person=person, team=beside, since=ago(10))
    return UserFactory(role=Role.HUB_WORKER, teams=[beside])
