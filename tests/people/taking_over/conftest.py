"""A request to take a person over, and the data steward of the team that holds them."""

import pytest

from foundation.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.people.taking_over.asking import ask


@pytest.fixture
def steward(team):
    return UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation)


@pytest.fixture
def asked(person, stranger):
    return ask(stranger, person.crn)
