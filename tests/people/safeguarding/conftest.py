"""A hub with its manager, who is the safeguarding lead, and a worker."""

import pytest

from foundation.accounts.roles import Role
from people import actions
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import InvolvementFactory

SEEN = "A bruise on the arm, and no wish to say where it came from"


@pytest.fixture
def hub_team(person, ago):
    team = TeamFactory(name="Chatham")
    InvolvementFactory(person=person, team=team, since=ago(30))
    return team


@pytest.fixture
def worker(hub_team):
    return UserFactory(name="Tobi Abara", role=Role.HUB_WORKER, teams=[hub_team])


@pytest.fixture
def lead(hub_team):
    return UserFactory(name="Gethin Marrow", role=Role.HUB_MANAGER, teams=[hub_team])


@pytest.fixture
def concern(person, worker, lead, today):
    """Raised by the hub worker; waits for the lead."""
    return actions.raise_safeguarding(person, by=worker, whom="person", seen_on=today, text=SEEN)
