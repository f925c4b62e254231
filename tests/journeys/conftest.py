"""One person, the team that holds them, a hub that works with them, and everybody who may look."""

import datetime

import pytest

from foundation.accounts.roles import Role
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import CaseloadFactory, InvolvementFactory, PersonFactory


@pytest.fixture
def today():
    return datetime.date.today()


@pytest.fixture
def team(db):
    return TeamFactory(name="Medway North")


@pytest.fixture
def hub(db):
    return HubFactory(name="Chatham", team=TeamFactory(name="Chatham"))


@pytest.fixture
def practitioner(team):
    return UserFactory(
        name="Dana Whitlock", role=Role.PRACTITIONER, teams=[team], organisation=team.organisation
    )


@pytest.fixture
def worker(hub):
    return UserFactory(name="Marcus Oyelaran", role=Role.HUB_WORKER, teams=[hub.team])


@pytest.fixture
def steward(team):
    return UserFactory(name="Gethin Marrow", role=Role.DATA_STEWARD, organisation=team.organisation)


@pytest.fixture
def person(team, practitioner, hub):
    """Held by Medway North, involved at Chatham by a referral."""
    person = PersonFactory(given_names="Callum", family_name="Fernhill")
    CaseloadFactory(person=person, team=team, practitioner=practitioner)
    InvolvementFactory(person=person, team=hub.team)
    return person
