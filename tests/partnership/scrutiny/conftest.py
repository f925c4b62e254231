"""A partnership with its officer, a partner with a writer, and the committee."""

from types import SimpleNamespace

import pytest

from tests.factories.partnership import (
    PartnerFactory,
    PartnershipFactory,
    officer_of,
    scrutineer_of,
    writer_of,
)
from tests.factories.people import AreaFactory


@pytest.fixture
def partnership():
    return PartnershipFactory()


@pytest.fixture
def probation(partnership):
    return PartnerFactory(partnership=partnership, name="Probation", kind="probation")


@pytest.fixture
def people(partnership, probation):
    """Who works in the partnership, by what they are."""
    return SimpleNamespace(
        officer=officer_of(partnership), writer=writer_of(probation), member=scrutineer_of(partnership)
    )


@pytest.fixture
def elsewhere():
    """A partner of another partnership."""
    return PartnerFactory(partnership=PartnershipFactory(area=AreaFactory(name="Leeds")))
