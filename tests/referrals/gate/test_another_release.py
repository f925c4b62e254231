"""A release that is over, and one that moved: what was recorded for it counts no longer."""

import datetime

import pytest
from django.utils import timezone

from foundation.lifecycle import running
from referrals.actions import through_the_gate as actions
from referrals.gate import checklist as gate
from referrals.gate import clocks as gate_clocks
from referrals.gate.warnings import warnings
from referrals.models import GateTick
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.people import ReleaseFactory
from tests.factories.referrals import FirstAppointmentFactory
from tests.referrals.gate.recording import answer, at_ten, booked, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(accepted, released):
    """Recalled, and expected out once more."""
    type(released).objects.filter(pk=released.pk).update(recalled_on=days(-1))

    def expect(day=50):
        return ReleaseFactory(person=accepted.person, released_on=None, expected_on=days(day))

    return expect


def before_release(record):
    """As if it had been written before the release."""
    at = timezone.now() - datetime.timedelta(days=9)
    type(record).versions.filter(pk=record.pk).update(recorded_at=at)


def test_an_appointment_that_the_release_moved_past_counts_no_longer_and_is_warned_of(
    accepted, expected, worker
):
    booked(accepted, worker, 45)
    type(expected).objects.filter(pk=expected.pk).update(expected_on=days(60))
    assert not answer(accepted, "first_appointment")
    assert "is before the new release date" in " ".join(warnings(gate.gate_of(accepted)))
    booked(accepted, worker, 61)
    assert answer(accepted, "first_appointment")
    assert "new release date" not in " ".join(warnings(gate.gate_of(accepted)))


def test_an_appointment_on_the_day_of_the_release_counts(accepted, expected, worker):
    FirstAppointmentFactory(referral=accepted, starts_at=at_ten(expected.expected_on))
    assert answer(accepted, "first_appointment")


def test_an_appointment_of_the_release_before_is_open_without_a_warning(accepted, worker, again):
    before_release(FirstAppointmentFactory(referral=accepted, starts_at=at_ten(days(-2))))
    assert answer(accepted, "first_appointment")
    again()
    assert not answer(accepted, "first_appointment")
    assert "new release date" not in " ".join(warnings(gate.gate_of(accepted)))


def test_a_tick_made_for_the_release_before_counts_no_longer_and_can_be_made_again(accepted, worker, again):
    said = {"item": "bank_account", "answer": "in_place", "why": "Opened in May"}
    before_release(actions.tick_item(accepted, by=worker, **said))
    assert answer(accepted, "bank_account")
    again()
    assert not answer(accepted, "bank_account")
    actions.tick_item(accepted, by=worker, **said)
    assert answer(accepted, "bank_account")
    assert (GateTick.objects.count(), GateTick.versions.count()) == (1, 2)


def test_a_handover_made_for_the_release_before_counts_no_longer(accepted, worker, again):
    said = {"service": "Riverside", "appointment_on": days(1), "bridge": "yes"}
    before_release(actions.hand_over_treatment(accepted, by=worker, **said))
    assert answer(accepted, "treatment_handover")
    again()
    assert not answer(accepted, "treatment_handover")
    actions.hand_over_treatment(accepted, by=worker, **said)
    assert answer(accepted, "treatment_handover")


def test_a_handover_to_a_service_of_the_directory_counts_for_its_release_only(accepted, worker, again):
    booked = {"state": "booked", "appointment_at": at_ten(days(1)), "bridge": "yes"}
    HandoverFactory(person=accepted.person, sent_at=timezone.now() - timezone.timedelta(days=120), **booked)
    assert answer(accepted, "treatment_handover")
    again()
    assert not answer(accepted, "treatment_handover")


def test_the_meeting_ticked_off_for_the_release_before_falls_due_for_the_next(accepted, worker, again):
    said = {"item": "joint_meeting", "answer": "not_needed", "why": "Out in two days"}
    before_release(actions.tick_item(accepted, by=worker, **said))
    again()
    gate_clocks.settle(accepted)
    assert running.running(accepted, gate_clocks.JOINT_MEETING)
