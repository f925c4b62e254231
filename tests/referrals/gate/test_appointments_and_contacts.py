"""The first appointment, and the hub’s contact after the release."""

import pytest

from foundation.accounts.access import NotYou
from foundation.lifecycle import running
from people.rules import Unfit
from referrals.actions import through_the_gate as actions
from referrals.gate import checklist as gate
from referrals.gate import clocks as gate_clocks
from referrals.models import FirstAppointment, HubContact
from tests.factories.people import ReleaseFactory
from tests.referrals.gate.recording import answer, at_ten, days

pytestmark = pytest.mark.django_db


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
