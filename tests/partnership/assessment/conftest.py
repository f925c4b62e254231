"""A partnership with its officer and a partner's writer, and another elsewhere."""

import pytest

from tests.factories.partnership import PartnerFactory, PartnershipFactory, officer_of, writer_of
from tests.factories.people import AreaFactory


@pytest.fixture
def partnership():
    return PartnershipFactory(area=AreaFactory(name="Medway"))


@pytest.fixture
def officer(partnership):
    return officer_of(partnership)


@pytest.fixture
def writer(partnership):
    return writer_of(PartnerFactory(partnership=partnership))


@pytest.fixture
def elsewhere():
    return PartnershipFactory(area=AreaFactory(name="Leeds"))
