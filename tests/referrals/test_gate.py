"""What is recorded through the gate: who may, when, and what it says (product: journey 3)."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.lifecycle import events, running
from foundation.lifecycle.dates import LONDON
from foundation.lifecycle.transitions import WrongState
from people.rules import Unfit
from referrals.actions import through_the_gate as actions
from referrals.gate import checklist as gate
from referrals.gate import clocks as gate_clocks
from referrals.gate.warnings import warnings
from referrals.models import FirstAppointment, GateTick, HubContact, JointMeeting
from tests.factories.hubs import HubFactory
from tests.factories.pathways import (
    AccommodationCodeFactory,
    MilestoneClaimFactory,
    PathwayFactory,
    SpellFactory,
)
from tests.factories.people import ReleaseFactory
from tests.factories.referrals import (
    FirstAppointmentFactory,
    HubContactFactory,
    JointMeetingFactory,
    NeedFactory,
    TreatmentHandoverFactory,
)
from tests.referrals import scene

pytestmark = pytest.mark.django_db
EVERYBODY = {"prison_side": True, "hub_side": True, "person_side": True}
NOBODY_ABSENT = dict.fromkeys(EVERYBODY, "")


def days(count):
    return timezone.localdate() + datetime.timedelta(days=count)


def at_ten(day):
    return datetime.datetime.combine(day, datetime.time(10), LONDON)


@pytest.fixture
def accepted(referrer, hub, worker):
    return scene.a_referral("accepted", hub=hub, referrer=referrer, key_worker=worker)


@pytest.fixture
def expected(accepted):
    """A release that is still to come, on no Friday."""
    day = days(40)
    return ReleaseFactory(
        person=accepted.person,
        released_on=None,
        expected_on=day + datetime.timedelta(days=day.weekday() == 4),
    )


@pytest.fixture
def released(accepted):
    accepted_at = timezone.now() - datetime.timedelta(days=30)
    type(accepted).objects.filter(pk=accepted.pk).update(
        submitted_at=accepted_at - datetime.timedelta(days=9), decided_at=accepted_at
    )
    accepted.refresh_from_db()
    return ReleaseFactory(person=accepted.person, released_on=days(-3))


def meet(referral, by, **said):
    usual = {"held_on": days(0), "how": "video", "sides": EVERYBODY, "why_not": NOBODY_ABSENT}
    return actions.record_meeting(referral, by=by, **usual | said)


def item(slug):
    return gate.item_called(slug)


def answer(referral, slug):
    return item(slug).answer(gate.gate_of(referral))


# Who may, and when


@pytest.mark.parametrize("elsewhere", [scene.a_practitioner, lambda: scene.a_worker(HubFactory())])
def test_nobody_of_another_team_or_hub_records(accepted, expected, elsewhere):
    with pytest.raises(NotYou):
        meet(accepted, elsewhere())
    assert not JointMeeting.objects.exists()


def test_only_the_hub_records_contact(accepted, released, referrer):
    with pytest.raises(NotYou, match="worker of the hub"):
        actions.record_contact(accepted, by=referrer, made_on=days(0), how="phone")


@pytest.mark.parametrize(
    "state", ["submitted", "in_review", "waiting", "declined", "completed", "ended_early"]
)
def test_before_acceptance_and_after_the_end_nothing_is_recorded(state, referrer, hub, worker):
    referral = scene.a_referral(state, hub=hub, referrer=referrer)
    with pytest.raises(WrongState):
        meet(referral, worker)


def test_a_referral_held_from_the_waiting_list_has_no_way_through_the_gate(referrer, hub, worker):
    referral = scene.a_referral("on_hold", hub=hub, referrer=referrer, held_from="waiting")
    with pytest.raises(WrongState):
        meet(referral, worker)


# The joint meeting


@pytest.mark.parametrize("side", EVERYBODY)
@pytest.mark.parametrize("words", ["", "n/a", "TBC"])
def test_whoever_did_not_come_needs_a_reason(accepted, expected, worker, side, words):
    with pytest.raises(Unfit) as refusal:
        meet(accepted, worker, sides=EVERYBODY | {side: False}, why_not=NOBODY_ABSENT | {side: words})
    assert list(refusal.value.problems) == [f"{side}_why_not"]


@pytest.mark.parametrize("day", [1, -500])
def test_a_meeting_is_neither_in_the_future_nor_before_submission(accepted, expected, worker, day):
    with pytest.raises(Unfit) as refusal:
        meet(accepted, worker, held_on=days(day))
    assert "held_on" in refusal.value.problems


@pytest.mark.parametrize("day", [-3, -2, 0])
def test_a_meeting_is_held_before_the_release(accepted, released, worker, day):
    with pytest.raises(Unfit, match="before release"):
        meet(accepted, worker, held_on=days(day))


def test_the_database_refuses_an_absence_without_a_reason(accepted):
    with pytest.raises(IntegrityError), transaction.atomic():
        JointMeetingFactory(referral=accepted, hub_side=False)


def test_a_meeting_of_both_sides_answers_the_checklist_and_tells_the_referrer(
    accepted, expected, worker, referrer
):
    absent = EVERYBODY | {"person_side": False}
    meet(accepted, worker, sides=absent, why_not=NOBODY_ABSENT | {"person_side": "Was in court"})
    assert answer(accepted, "joint_meeting").startswith("Held ")
    assert Notice.objects.get(user=referrer).kind == "gate_recorded"
    assert not Notice.objects.filter(user=worker).exists()


def test_what_the_referrer_records_is_told_to_the_key_worker(accepted, expected, referrer, worker):
    meet(accepted, referrer)
    assert Notice.objects.get(kind="gate_recorded").user == worker


def test_a_meeting_without_one_side_leaves_the_item_open(accepted, expected, worker):
    alone = EVERYBODY | {"prison_side": False}
    meet(accepted, worker, sides=alone, why_not=NOBODY_ABSENT | {"prison_side": "Lockdown"})
    assert not answer(accepted, "joint_meeting")


def test_the_same_meeting_sent_twice_is_one(accepted, expected, worker):
    assert meet(accepted, worker) == meet(accepted, worker)
    assert JointMeeting.objects.count() == 1


def test_a_meeting_before_an_earlier_release_does_not_count_for_the_next(accepted, worker, released):
    JointMeetingFactory(referral=accepted, held_on=days(-10))
    assert answer(accepted, "joint_meeting")
    ReleaseFactory(person=accepted.person, released_on=None, expected_on=days(50))
    assert not answer(accepted, "joint_meeting")


def test_a_correction_without_a_reason_is_refused(accepted, expected, worker):
    meeting = meet(accepted, worker)
    with pytest.raises(Unfit, match="what was wrong"):
        actions.correct_meeting(meeting, by=worker, reason=" ", held_on=days(0), how="phone",
                                sides=EVERYBODY, why_not=NOBODY_ABSENT)  # fmt: skip


def test_a_correction_keeps_what_was_said_before(accepted, expected, worker):
    meeting = meet(accepted, worker)
    actions.correct_meeting(meeting, by=worker, reason="It was by phone", held_on=days(0), how="phone",
                            sides=EVERYBODY, why_not=NOBODY_ABSENT)  # fmt: skip
    assert [each.how for each in JointMeeting.versions.order_by("-id")] == ["video", "phone"]
    assert JointMeeting.objects.get().how == "phone"
    assert events.of(meeting).last().why == "It was by phone"


# The first appointment, contact, treatment and ticks


def test_the_first_appointment_is_not_before_the_release(accepted, expected, worker):
    with pytest.raises(Unfit, match="after release"):
        actions.book_first_appointment(
            accepted, by=worker, starts_at=at_ten(days(39)), place="Hub", with_whom="M"
        )


@pytest.mark.parametrize("words", [{"place": "tbc"}, {"with_whom": " "}])
def test_an_appointment_says_where_and_with_whom(accepted, expected, worker, words):
    said = {"starts_at": at_ten(days(45)), "place": "Hub", "with_whom": "Marcus"}
    with pytest.raises(Unfit):
        actions.book_first_appointment(accepted, by=worker, **said | words)


def test_a_new_time_keeps_the_former_one(accepted, expected, worker):
    for day in (45, 46):
        actions.book_first_appointment(
            accepted, by=worker, starts_at=at_ten(days(day)), place="Hub", with_whom="Marcus"
        )
    assert FirstAppointment.objects.get().starts_at == at_ten(days(46))
    assert FirstAppointment.versions.count() == 2


def test_contact_is_not_recorded_before_the_release_is(accepted, expected, worker):
    with pytest.raises(Unfit, match="expected on"):
        actions.record_contact(accepted, by=worker, made_on=days(0), how="phone")


@pytest.mark.parametrize("day", [-4, 1])
def test_contact_is_between_release_and_today(accepted, released, worker, day):
    with pytest.raises(Unfit):
        actions.record_contact(accepted, by=worker, made_on=days(day), how="phone")


def test_a_contact_answers_the_checklist(accepted, released, worker):
    actions.record_contact(accepted, by=worker, made_on=days(-2), how="at_the_gate")
    assert "Reached" in answer(accepted, "first_contact")
    assert HubContact.objects.get().made_by == worker


def test_a_contact_is_corrected_by_the_hub_only_and_with_a_reason(accepted, released, worker, referrer):
    contact = actions.record_contact(accepted, by=worker, made_on=days(-2), how="phone")
    said = {"made_on": days(-1), "how": "visit"}
    with pytest.raises(NotYou, match="worker of the hub"):
        actions.correct_contact(contact, by=referrer, reason="It was a visit", **said)
    with pytest.raises(Unfit, match="what was wrong"):
        actions.correct_contact(contact, by=worker, reason=" ", **said)
    with pytest.raises(Unfit, match="contact counts from then"):
        actions.correct_contact(contact, by=worker, reason="It was earlier", made_on=days(-4), how="phone")
    assert HubContact.versions.count() == 1


def test_a_corrected_contact_keeps_what_was_said_before_and_moves_the_day(accepted, released, worker):
    contact = actions.record_contact(accepted, by=worker, made_on=days(-3), how="phone", note="Spoke at noon")
    actions.correct_contact(
        contact, by=worker, reason="A day later", made_on=days(-2), how="phone", note="Spoke"
    )
    assert [each.note for each in HubContact.versions.order_by("-id")] == ["Spoke at noon", "Spoke"]
    assert gate.gate_of(accepted).reached_on == days(-2)


def test_a_contact_of_an_earlier_release_is_put_right_while_the_next_is_expected(accepted, released, worker):
    contact = actions.record_contact(accepted, by=worker, made_on=days(-2), how="phone")
    type(released).objects.filter(pk=released.pk).update(recalled_on=days(-1))
    ReleaseFactory(person=accepted.person, released_on=None, expected_on=days(50))
    actions.correct_contact(contact, by=worker, reason="A visit", made_on=days(-2), how="visit")
    assert HubContact.objects.get().how == "visit"


def test_a_contact_that_was_after_an_earlier_release_lets_the_first_contact_fall_due_again(
    accepted, released, worker
):
    ReleaseFactory(person=accepted.person, released_on=days(-20), recalled_on=days(-10))
    contact = actions.record_contact(accepted, by=worker, made_on=days(-2), how="phone")
    assert running.running(accepted, gate_clocks.FIRST_CONTACT) is None
    actions.correct_contact(contact, by=worker, reason="A month before", made_on=days(-15), how="phone")
    assert running.running(accepted, gate_clocks.FIRST_CONTACT)


def test_an_induction_after_release_is_contact_too(accepted, released):
    type(accepted).objects.filter(pk=accepted.pk).update(started_on=days(-1))
    accepted.refresh_from_db()
    assert "Reached" in answer(accepted, "first_contact")


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


# A release that is over, and one that moved


def booked(referral, by, day):
    return actions.book_first_appointment(
        referral, by=by, starts_at=at_ten(days(day)), place="Hub", with_whom="Marcus"
    )


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


def test_the_meeting_ticked_off_for_the_release_before_falls_due_for_the_next(accepted, worker, again):
    said = {"item": "joint_meeting", "answer": "not_needed", "why": "Out in two days"}
    before_release(actions.tick_item(accepted, by=worker, **said))
    again()
    gate_clocks.settle(accepted)
    assert running.running(accepted, gate_clocks.JOINT_MEETING)


# Warnings


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
    with django_assert_num_queries(9):
        gate.gate_of(accepted)
    for day in range(20):
        JointMeetingFactory(referral=accepted, held_on=days(-day))
        HubContactFactory(referral=accepted)
        ReleaseFactory(person=accepted.person, released_on=days(-700 - day))
    with django_assert_num_queries(9):
        gate.gate_of(accepted)
