"""Marks that a browser sends one by one: what is refused, and in which words."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from foundation.lifecycle import events
from hubs import actions as hubs
from hubs.models import Booking, Concern, SentMark
from hubs.register.entries import Entry
from tests.factories.accounts import UserFactory
from tests.factories.hubs import SessionFactory
from tests.factories.people import CaseloadFactory, LimitedAccessFactory
from tests.hubs.register.marks import DAY, fresh
from tests.hubs.sent import address


def test_nobody_signed_in_is_told_so_in_json_and_without_the_key(send, booked):
    (booking,) = booked()
    answer = send(booking, browser=Client(), mark="attended")
    assert (answer.status_code, answer.json()["answer"], "key" in answer.json()) == (401, "signed_out", False)
    assert fresh(booking).mark == ""


def test_the_queue_of_another_user_is_refused(send, booked, colleague):
    (booking,) = booked()
    for owner in (colleague, None):
        answer = send(booking, owner=owner, mark="attended")
        assert (answer.status_code, answer.json()["answer"]) == (403, "another_user")
    assert fresh(booking).mark == ""


def test_without_the_token_nothing_is_written(send, booked, worker):
    (booking,), browser = booked(), Client(enforce_csrf_checks=True)
    browser.force_login(worker)
    assert send(booking, browser=browser, mark="attended").status_code == 403
    assert fresh(booking).mark == ""


def test_a_register_of_another_hub_is_not_there(send, booked, stranger, client):
    (booking,) = booked()
    client.force_login(stranger)
    answer = send(booking, browser=client, owner=stranger, mark="attended")
    assert (answer.status_code, answer.json()["answer"]) == (404, "not_there")


def test_a_practitioner_may_not(send, booked):
    (booking,), practitioner, browser = booked(), UserFactory(role="practitioner"), Client()
    browser.force_login(practitioner)
    assert send(booking, browser=browser, owner=practitioner, mark="attended").status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"mark": "present"},
        {"mark": {"a": 1}},
        {"mark": "attended", "seen": -1},
        {"mark": "attended", "seen": "soon"},
        {"mark": "attended", "booking": "7"},
        {"mark": "attended", "key": "mine"},
        {"mark": "attended", "superseded_at": "now"},
        {"note": "with a \x00 in it"},
        {"note": "\ud800"},
        {"note": "x" * 2001},
        {"acceptable": "perhaps"},
        {"acceptable": 1},
        {},
    ],
)
def test_what_is_no_entry_is_said_to_be_none(send, booked, wrong):
    (booking,) = booked()
    answer = send(booking, **wrong)
    assert (answer.status_code, answer.json()["answer"]) == (400, "unreadable")
    assert fresh(booking).version == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"[" * 100_000, b"\xff"])
def test_what_is_no_json_is_said_to_be_none(as_worker, session, worker, body):
    headers = {"X-Queue-Owner": str(hubs.queue_owner(worker))}
    answer = as_worker.post(
        address("register_mark", session), body, content_type="application/json", headers=headers
    )
    assert answer.status_code == 400


def test_a_mark_before_the_session_is_closed(send, session_to_come, booked):
    (booking,) = booked(into=session_to_come)
    answer = send(booking, to=session_to_come, mark="attended")
    assert (answer.status_code, answer.json()["answer"]) == (409, "closed")
    assert "when the session begins" in answer.json()["problem"]


def test_a_session_called_off_while_the_register_is_open_says_so(send, session, booked, worker):
    (booking,) = booked()
    hubs.mark_not_held(session, by=worker, reason="Staff absence")
    answer = send(booking, mark="attended")
    assert (answer.status_code, answer.json()["answer"]) == (409, "closed")
    assert "not held" in answer.json()["problem"]


def test_a_row_that_is_off_the_register_tells_what_became_of_it(send, session, booked):
    (booking,) = booked(given_names="Sam", family_name="Fernhill")
    Booking.objects.filter(pk=booking.pk).update(state="cancelled_by_hub")
    answer = send(booking, mark="attended")
    assert answer.status_code == 409
    assert answer.json()["problem"] == "Sam Fernhill cannot be marked here: cancelled by the hub."


def test_of_somebody_hidden_meanwhile_nothing_is_told(send, booked, worker):
    (booking,) = booked(given_names="Sam", family_name="Fernhill")
    LimitedAccessFactory(person=booking.person, user=worker)
    hidden = send(booking, mark="attended").json()
    none = send(booking, booking=str(uuid.uuid4()), mark="attended").json()
    assert hidden["problem"] == none["problem"]
    assert "Fernhill" not in hidden["problem"]
    assert fresh(booking).mark == ""


def test_without_an_induction_a_mark_is_refused_with_what_is_needed(send, booked):
    (booking,) = booked(inducted=False)
    answer = send(booking, mark="attended")
    assert (answer.status_code, answer.json()["answer"], answer.json()["field"]) == (422, "refused", "mark")
    assert "Record the induction first" in answer.json()["problem"]
    assert "Nothing is saved yet" not in answer.json()["problem"]  # of one mark nothing is counted
    assert not SentMark.objects.exists()


def test_a_concern_beside_a_refused_mark_is_kept_and_told(send, booked):
    (booking,), holder = booked(inducted=False), UserFactory()
    CaseloadFactory(person=booking.person, practitioner=holder)
    answer = send(booking, mark="attended", concern="Has nowhere to sleep")
    assert answer.status_code == 422
    assert "1 concern is saved" in answer.json()["problem"]
    assert (Concern.objects.get().text, holder.notices.count()) == ("Has nowhere to sleep", 1)


def test_another_entry_under_a_known_key_is_refused(send, booked):
    (booking,), key = booked(), str(uuid.uuid4())
    send(booking, key=key, mark="attended")
    answer = send(booking, key=key, mark="late")
    assert (answer.status_code, answer.json()["field"], answer.json()["key"]) == (422, "key", key)
    assert fresh(booking).mark == "attended"


def test_a_submitted_register_wants_a_reason(send, session, booked, worker):
    (booking,) = booked()
    hubs.save_register(session, {booking.uuid: Entry(0, "attended")}, by=worker, submit=True)
    answer = send(fresh(booking), mark="late")
    assert (answer.status_code, answer.json()["field"]) == (422, "reason")
    assert send(fresh(booking), mark="late", reason="Came at half past").status_code == 200
    assert events.of(booking).last().why == "Came at half past"


def test_a_register_that_is_not_yours_to_correct_stays_as_it_is(
    send, session, booked, worker, colleague, client
):
    (booking,) = booked()
    hubs.save_register(session, {booking.uuid: Entry(0, "attended")}, by=worker, submit=True)
    client.force_login(colleague)
    answer = send(fresh(booking), browser=client, owner=colleague, mark="late", reason="Saw them")
    assert (answer.status_code, answer.json()["answer"]) == (403, "not_you")


def test_a_session_of_long_ago_needs_a_second_person(send, hub, booked):
    session = SessionFactory(hub=hub, starts_at=timezone.now() - 100 * DAY)
    (booking,) = booked(into=session)
    answer = send(booking, to=session, mark="attended")
    assert (answer.status_code, answer.json()["field"]) == (422, "second_person")
