"""A hub with staff, and a person the hub is involved with."""

from types import SimpleNamespace

import pytest
import time_machine

from foundation.accounts.roles import Role
from foundation.lifecycle.models import Reason
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.pathways import AccommodationCodeFactory, MilestoneClaimFactory, PathwayFactory
from tests.factories.people import InvolvementFactory, PersonFactory
from tests.pathways.days import NOON, day


@pytest.fixture(autouse=True)
def _noon():
    """The same day from the collection of the tests to their end."""
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def hub():
    """The team of a hub, its worker and manager, and a performance officer of the contract area above it."""
    area = TeamFactory(name="South East contract area")
    team = TeamFactory(name="Chatham", parent=area)
    return SimpleNamespace(
        team=team,
        area=area,
        worker=UserFactory(role=Role.HUB_WORKER, teams=[team], name="Rosa Delgado"),
        colleague=UserFactory(role=Role.HUB_WORKER, teams=[team], name="Tobi Abara"),
        manager=UserFactory(role=Role.HUB_MANAGER, teams=[team], name="Helen Strand"),
        officer=UserFactory(role=Role.PERFORMANCE_OFFICER, teams=[area], name="Priya Marsh"),
    )


@pytest.fixture
def person(hub):
    person = PersonFactory(given_names="Rhys", family_name="Elmstead")
    InvolvementFactory(person=person, team=hub.team)
    return person


@pytest.fixture
def pathway(person):
    return PathwayFactory(person=person, kind="employment")


@pytest.fixture
def accommodation(person):
    """An accommodation pathway, and codes of every class."""
    for code, label, settledness in [
        ("A01D", "Social rent", "settled"), ("A01C", "Private rent", "settled"), ("A17", "CAS3", "transient"),
        ("A08A", "Rough sleeping", "homeless"), ("A16", "Awaiting assessment", "unknown"),
    ]:  # fmt: skip
        AccommodationCodeFactory(code=code, label=label, settledness=settledness)
    return PathwayFactory(person=person, kind="accommodation")


@pytest.fixture
def reason() -> Reason:
    return ReasonFactory(
        list="evidence_return", group="evidence", reason="Dates do not agree", text_required=True
    )


@pytest.fixture
def evidence():
    return {
        "reached_on": day(3), "evidence_type": "letter", "evidence_reference": "Letter of appointment",
        "evidence_on": day(5),
    }  # fmt: skip


@pytest.fixture
def claim(pathway, hub):
    return MilestoneClaimFactory(pathway=pathway, team=hub.team, claimed_by=hub.worker)


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
