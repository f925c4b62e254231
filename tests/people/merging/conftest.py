"""A data steward, and two records of one person."""

import pytest

from foundation.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import CaseloadFactory, PersonFactory


@pytest.fixture
def steward(team):
    return UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])


@pytest.fixture
def twice(team, person):
    """The other record of the person, held by the same team."""
    other = PersonFactory(given_names="Kofi", family_name="Larkfeild", crn="X777001")
    CaseloadFactory(person=other, team=team)
    return other


@pytest.fixture
def hub(db):
    return HubFactory(name="Chatham")
