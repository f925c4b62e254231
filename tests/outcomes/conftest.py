"""One person of Medway, for tests of one rule."""

import pytest

from tests.factories.people import AreaFactory, OffenceCoverageFactory
from tests.outcomes.scenes import AS_AT, living_in


@pytest.fixture
def medway(db):
    OffenceCoverageFactory(covers_to=AS_AT)
    return AreaFactory(name="Medway")


@pytest.fixture
def person(medway):
    return living_in(medway)
