"""Those who review what was opened by break-glass."""

import pytest

from foundation.accounts.roles import Role
from tests.factories.accounts import TeamFactory, UserFactory


@pytest.fixture
def steward(practitioner, team):
    beside = TeamFactory(organisation=team.organisation)
    return UserFactory(role=Role.DATA_STEWARD, organisation=practitioner.organisation, teams=[beside])


@pytest.fixture
def auditor(db):
    return UserFactory(role=Role.AUDITOR)
