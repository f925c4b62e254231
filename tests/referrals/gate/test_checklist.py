"""What answers each item of the checklist, what is ticked off in words, and what is warned of."""

import datetime

import pytest

from foundation.design.dates import say_day
from foundation.lifecycle.transitions import WrongState
from people.rules import Unfit
from referrals.actions import through_the_gate as actions
from referrals.gate import checklist as gate
from referrals.gate.warnings import warnings
from referrals.models import GateTick
from tests.factories.pathways import (
    AccommodationCodeFactory,
    MilestoneClaimFactory,
    PathwayFactory,
    SpellFactory,
)
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.people import ReleaseFactory
from tests.factories.referrals import (
    HubContactFactory,
    JointMeetingFactory,
    NeedFactory,
    TreatmentHandoverFactory,
)
from tests.referrals.gate.recording import answer, at_ten, days

pytestmark = pytest.mark.django_db
BOOKED = "{service}, appointment {day}, booked"


def test_treatment_is_asked_for_only_with_that_need(accepted, expected):
    slugs = {each.slug for each in gate.items_of(gate.gate_of(accepted))}
    assert "treatment_handover" not in slugs
    NeedFactory(referral=accepted, kind="substance")
    assert "treatment_handover" in {each.slug for each in gate.items_of(gate.gate_of(accepted))}


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ({"appointment_on": None, "bridge": "yes"}, False),
        ({"appointment_on": days(41), "bridge": "no"}, False),
        ({"appointment_on": days(41), "bridge": "not_needed"}, True),
    ],
)
def test_treatment_is_handed_over_with_an_appointment_and_a_bridge(accepted, expected, said, done):
    TreatmentHandoverFactory(referral=accepted, **said)
    assert bool(answer(accepted, "treatment_handover")) is done


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"state": "received"}, ""),
        ({"state": "booked", "appointment_at": at_ten(days(41)), "bridge": "no"}, ""),
        ({"state": "booked", "appointment_at": at_ten(days(41)), "bridge": "yes"}, BOOKED),
        ({"state": "attended", "appointment_at": at_ten(days(-1))}, "{service}, appointment {day}, attended"),
        ({"state": "refused", "appointment_at": at_ten(days(41))}, ""),
        ({"state": "withdrawn", "appointment_at": at_ten(days(41))}, ""),
    ],
)
def test_a_handover_to_a_service_of_the_directory_answers_with_what_the_service_booked(
    accepted, expected, sent, said
):
    handover = HandoverFactory(person=accepted.person, **sent)
    words = {"service": handover.service, "day": say_day(handover.appointment_at or days(0))}
    assert answer(accepted, "treatment_handover") == said.format(**words)


def test_a_handover_goes_before_what_was_written_down(accepted, expected, worker):
    TreatmentHandoverFactory(referral=accepted, appointment_on=days(41), bridge="yes")
    HandoverFactory(person=accepted.person)
    assert not answer(accepted, "treatment_handover")
    with pytest.raises(WrongState, match="withdraw that handover first"):
        actions.hand_over_treatment(accepted, by=worker, service="Another", appointment_on=None, bridge="yes")


def test_a_handover_to_another_kind_of_service_does_not_answer(accepted, expected):
    HandoverFactory(
        person=accepted.person, service__kind="housing", state="booked", appointment_at=at_ten(days(41))
    )
    assert not answer(accepted, "treatment_handover")


def test_a_home_for_the_night_answers_the_address(accepted, expected):
    assert not answer(accepted, "address")
    AccommodationCodeFactory(code="A01A", settledness="settled", housed_on_release_night="yes")
    SpellFactory(person=accepted.person, kind="accommodation", code="A01A", started_on=expected.expected_on)
    assert answer(accepted, "address")


def test_a_milestone_answers_for_documents(accepted, expected, worker, hub):
    pathway = PathwayFactory(person=accepted.person, state="in_progress")
    MilestoneClaimFactory(pathway=pathway, team=hub.team, claimed_by=worker, milestone="right_to_work")
    assert answer(accepted, "identity") == "Claimed as a milestone"
    assert not answer(accepted, "bank_account")


@pytest.mark.parametrize("slug", ["first_contact", "nonsense"])
def test_what_only_a_record_answers_is_not_ticked(accepted, expected, worker, slug):
    with pytest.raises(Unfit, match="cannot be ticked"):
        actions.tick_item(accepted, by=worker, item=slug, answer="not_needed", why="Because it is so")


def test_a_tick_without_words_is_refused(accepted, expected, worker):
    with pytest.raises(Unfit):
        actions.tick_item(accepted, by=worker, item="bank_account", answer="not_needed", why="n/a")


def test_a_tick_says_why_and_can_be_changed(accepted, expected, worker):
    actions.tick_item(accepted, by=worker, item="bank_account", answer="not_needed", why="Has one")
    actions.tick_item(accepted, by=worker, item="bank_account", answer="in_place", why="Opened in May")
    assert answer(accepted, "bank_account") == "In place: Opened in May"
    assert GateTick.versions.count() == 2


def test_a_friday_release_without_an_address_is_warned_of(accepted):
    friday = days(30) + datetime.timedelta(days=(4 - days(30).weekday()) % 7)
    ReleaseFactory(person=accepted.person, released_on=None, expected_on=friday)
    said = " ".join(warnings(gate.gate_of(accepted)))
    assert "Friday release" in said
    assert "No address" in said


def test_a_release_that_should_have_happened_is_asked_about(accepted):
    ReleaseFactory(person=accepted.person, released_on=None, expected_on=days(-2))
    assert "Has it happened?" in warnings(gate.gate_of(accepted))[0]


def test_temporary_release_is_no_release(accepted):
    ReleaseFactory(person=accepted.person, released_on=None, expected_on=days(20), kind="temporary")
    assert gate.gate_of(accepted).release is None


def test_the_gate_is_read_in_as_many_queries_with_much_as_with_little(
    accepted, expected, django_assert_num_queries
):
    with django_assert_num_queries(10):
        gate.gate_of(accepted)
    for day in range(20):
        JointMeetingFactory(referral=accepted, held_on=days(-day))
        HubContactFactory(referral=accepted)
        ReleaseFactory(person=accepted.person, released_on=days(-700 - day))
    with django_assert_num_queries(10):
        gate.gate_of(accepted)
