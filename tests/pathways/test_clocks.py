"""The clock of a claim runs on working days."""

import datetime

import pytest

from foundation.lifecycle import clocks
from pathways.clocks import VERIFICATION
from tests.factories.pathways import MilestoneClaimFactory

WEDNESDAY = datetime.datetime(2026, 6, 3, 15, tzinfo=datetime.UTC)


def test_the_clock_is_in_the_table_of_clocks():
    assert VERIFICATION in clocks.declared()


@pytest.mark.django_db
def test_a_claim_is_decided_within_five_working_days():
    assert MilestoneClaimFactory(claimed_at=WEDNESDAY).verify_by == datetime.date(2026, 6, 10)
