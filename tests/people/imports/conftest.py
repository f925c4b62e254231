"""The places that files name, and a person."""

import datetime

import pytest

from tests.factories.people import AreaFactory, PersonFactory, PrisonFactory


@pytest.fixture(autouse=True)
def _places():
    AreaFactory(name="Medway")
    AreaFactory(name="Dover")
    PrisonFactory(name="Rochester")
    PrisonFactory(name="Elmley")


@pytest.fixture
def kofi():
    return PersonFactory(crn="X000001", date_of_birth=datetime.date(1990, 5, 14))
