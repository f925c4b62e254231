"""An enquiry, and somebody whom its hub knows."""

import datetime

import pytest

from tests.factories.accounts import TeamFactory
from tests.factories.people import InvolvementFactory, PersonFactory
from tests.factories.referrals import EnquiryFactory, ReferralSourceFactory


@pytest.fixture
def self_referral():
    return ReferralSourceFactory(name="Self-referral", kind="self")


@pytest.fixture
def charity():
    return ReferralSourceFactory(name="Community or voluntary organisation", kind="voluntary")


@pytest.fixture
def enquiry(hub, self_referral):
    return EnquiryFactory(hub=hub, date_of_birth=datetime.date(1990, 5, 14), about="A lorry licence")


@pytest.fixture
def known(hub):
    """Somebody of that name and birthday whom the hub works with, held by a probation team."""
    person = PersonFactory(given_names="Kofi", family_name="Larkfield", held_by=TeamFactory())
    InvolvementFactory(person=person, team=hub.team)
    return person
