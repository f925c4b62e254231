"""A practitioner with a team, a person they hold, and the others who may or may not see them."""

import datetime

import pytest

from foundation.accounts.roles import Role
from foundation.lifecycle import reactions
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import CaseloadFactory, PersonFactory


@pytest.fixture
def today():
    return datetime.date.today()


@pytest.fixture
def ago(today):
    return lambda days: today - datetime.timedelta(days=days)


@pytest.fixture
def team(db):
    return TeamFactory(name="Medway North")


@pytest.fixture
def practitioner(team):
    return UserFactory(role=Role.PRACTITIONER, organisation=team.organisation, teams=[team])


@pytest.fixture
def steward(team):
    """The data steward of the practitioner's organisation."""
    return UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])


@pytest.fixture
def stranger(db):
    """A practitioner of another team."""
    team = TeamFactory(name="Leeds")
    return UserFactory(role=Role.PRACTITIONER, organisation=team.organisation, teams=[team])


@pytest.fixture
def person(team, practitioner, ago):
    person = PersonFactory(
        given_names="Kofi", family_name="Larkfield", crn="X290715", prison_number="A1234BC"
    )
    CaseloadFactory(person=person, team=team, practitioner=practitioner, since=ago(100))
    return person


@pytest.fixture
def hidden(stranger):
    """Somebody whom the practitioner must not notice."""
    person = PersonFactory(
        given_names="Imran", family_name="Saltmarsh", crn="X305566", prison_number="A5678DE"
    )
    CaseloadFactory(person=person, team=stranger.teams.get())
    return person


@pytest.fixture
def signed_in(client, practitioner):
    client.force_login(practitioner)
    return client


@pytest.fixture
def heard(monkeypatch):
    """What happened meanwhile, as pairs of a cause's name and the facts it carried; nothing else reacts."""
    told: list = []

    def listen(cause):
        return [lambda **facts: told.append((cause.name, facts))]

    monkeypatch.setattr(reactions, "handlers_of", listen)
    return told
