"""The decision clock and the table of clocks."""

import datetime

import pytest

from foundation.lifecycle import clocks
from foundation.lifecycle.clocks import Clock, Unit
from referrals.clocks import DECISION, DRAFT_KEPT

MAUNDY_THURSDAY = datetime.date(2026, 4, 2)


def test_another_clock_of_the_same_name_is_refused():
    with pytest.raises(ValueError, match="another clock"):
        clocks.declare(Clock(DECISION.name, "Other", "x", "y", 1, "somebody"))


def test_declaring_the_same_clock_again_changes_nothing():
    before = clocks.declared()
    assert clocks.declare(DECISION) is DECISION
    assert clocks.declared() == before


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (datetime.date(2026, 6, 1), datetime.date(2026, 6, 8)),  # Monday to Monday
        (datetime.date(2026, 6, 6), datetime.date(2026, 6, 12)),  # a Saturday counts from Monday
        (MAUNDY_THURSDAY, datetime.date(2026, 4, 13)),  # over Good Friday and Easter Monday
    ],
)
def test_the_hub_decides_within_5_working_days_of_submission(start, due):
    assert DECISION.due_on(start) == due


def test_a_draft_is_kept_for_28_calendar_days():
    assert DRAFT_KEPT.unit is Unit.DAY
    assert DRAFT_KEPT.due_on(datetime.date(2026, 6, 1)) == datetime.date(2026, 6, 29)


def test_every_clock_of_a_referral_says_whose_it_is():
    assert {clock.name: clock.falls_to for clock in (DECISION, DRAFT_KEPT)} == {
        "referral_decision": "the hub",
        "referral_draft_kept": "the referrer",
    }
