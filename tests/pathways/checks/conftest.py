"""A person with a hub that works with them, and pathways under way since long ago."""

import pytest

from tests.factories.hubs import HubFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.pathways import AccommodationCodeFactory, PathwayFactory
from tests.pathways.days import day


@pytest.fixture
def person(hub, person):
    """The hub's team is that of a hub: its staff can be asked."""
    HubFactory(team=hub.team, name="Chatham")
    return person


@pytest.fixture
def pathway(person):
    return PathwayFactory(person=person, kind="employment", state="in_progress", opened_on=day(400))


@pytest.fixture
def home(person):
    AccommodationCodeFactory(code="A01D", settledness="settled")
    AccommodationCodeFactory(code="A08A", settledness="homeless", housed_on_release_night="no")
    return PathwayFactory(person=person, kind="accommodation", state="in_progress", opened_on=day(400))


@pytest.fixture
def scope():
    return ReasonFactory(list="check_scope", group="employment", reason="Unavailable for work")
