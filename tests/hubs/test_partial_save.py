"""A register in which some marks cannot be saved: all the others are, and it is said which are not."""

import re

import pytest
from django.urls import reverse

from hubs import actions as hubs
from hubs.models import Booking, Concern
from hubs.register.entries import Entry, MarksRefused
from tests.hubs.sent import address, form_of, text_of


@pytest.fixture
def mixed(booked):
    """Two who may be marked as attended, then one without an induction."""
    return [*booked(2), *booked(inducted=False, given_names="Sam", family_name="Fernhill")]


@pytest.fixture
def take(as_worker, session):
    def post(*args, **more):
        return as_worker.post(address("register_take", session), form_of(*args, **more))

    return post


def marks(bookings):
    return [Booking.objects.get(pk=booking.pk).mark for booking in bookings]


def test_one_mark_refused_keeps_nobody_elses_from_being_saved(take, session, mixed):
    response = take(mixed, "attended", do="submit")
    assert response.status_code == 409
    assert marks(mixed) == ["attended", "attended", ""]
    said = text_of(response)
    assert "2 marks are saved. 1 is not: Sam Fernhill had no induction at Chatham" in said
    assert "The register is not submitted yet." in said
    session.refresh_from_db()
    assert session.state == "open"


def test_the_refused_row_keeps_what_was_typed_and_leads_to_the_person(take, mixed):
    refused = mixed[-1]
    html = take(mixed, "attended").content.decode()
    assert re.search(rf'name="{refused.uuid.hex}-mark"[^>]*value="attended"[^>]*checked', html)
    there = reverse("induction_at_hub", args=[refused.person.uuid, refused.hub.slug])
    link = f'href="{there}?next={address("register_take", refused.session)}">Record the induction of Sam Fernhill'
    assert link in html
    assert "data-register-unsaved" not in html
    seen = dict(re.findall(r'name="([0-9a-f]{32})-seen" value="(\d+)"', html))
    assert [seen[booking.uuid.hex] for booking in mixed] == ["1", "1", "0"]


def test_after_a_partial_save_the_rest_is_submitted_from_the_page_as_shown(take, session, mixed):
    take(mixed, "attended")
    now = [Booking.objects.get(pk=booking.pk) for booking in mixed]
    prefix = now[-1].uuid.hex
    response = take(now, "attended", do="submit", **{f"{prefix}-mark": "did_not_attend"})
    assert response.status_code == 302
    session.refresh_from_db()
    assert (session.state, marks(mixed)[-1]) == ("recorded", "did_not_attend")


def test_a_submission_is_refused_for_those_without_a_mark_by_name(session, mixed, worker):
    entries = {booking.uuid: Entry(0, "attended") for booking in mixed[:2]}
    with pytest.raises(MarksRefused) as refused:
        hubs.save_register(session, entries, by=worker, submit=True)
    assert str(refused.value) == (
        "2 marks are saved. The register is not submitted yet. Without a mark: Sam Fernhill."
    )


def test_nothing_saved_is_said_so(session, mixed, worker):
    with pytest.raises(
        MarksRefused, match=r"^Nothing is saved yet\. 1 is not: Sam Fernhill had no induction"
    ):
        hubs.save_register(session, {mixed[-1].uuid: Entry(0, "attended")}, by=worker)


def test_a_concern_beside_a_refused_mark_is_told_all_the_same_and_once(take, session, mixed):
    typed = {f"{mixed[-1].uuid.hex}-concern": "Has nowhere to sleep"}
    response = take(mixed[-1:], "attended", **typed)
    assert "1 concern is saved. 1 is not" in text_of(response)
    assert Concern.objects.get().text == "Has nowhere to sleep"
    assert "Has nowhere to sleep</textarea>" not in response.content.decode()


def test_a_refused_mark_keeps_no_walk_in_out(take, session, mixed, someone):
    walk_in = someone(family_name="Ashdown")
    assert "Ashdown" in text_of(take(mixed, "attended", do="find", name="ashd"))
    assert take(mixed, "attended", add=str(walk_in.uuid)).status_code == 409
    assert Booking.objects.get(person=walk_in).mark == "attended"


def test_marks_that_clash_are_shown_as_not_saved(take, session, mixed, colleague):
    hubs.save_register(session, {mixed[0].uuid: Entry(0, "late")}, by=colleague)
    assert "data-register-unsaved" in take(mixed[:1], "attended").content.decode()


def test_the_button_for_the_others_counts_only_those_it_marks_and_says_who_is_left_out(
    as_worker, session, mixed
):
    response = as_worker.get(address("register_take", session))
    assert "Mark the other 2 as attended" in text_of(response)
    assert "Not marked by this button: 1 person with no induction yet." in text_of(response)
    assert response.content.decode().count("data-register-may-attend") == 2


def test_those_whom_the_button_leaves_alone_are_counted_by_why(as_worker, session, mixed, booked):
    booked(2, inducted=False)
    booked(consented=False)
    said = text_of(as_worker.get(address("register_take", session)))
    assert "by this button: 3 people with no induction yet, 1 person with no consent on the day." in said


def test_a_correction_that_changes_nothing_is_said_to_change_nothing(
    take, as_worker, session, booked, worker
):
    bookings = booked(2)
    take(bookings, "attended", do="submit")
    as_worker.get(address("session_detail", session))  # shows the message of the submission
    now = [Booking.objects.get(pk=booking.pk) for booking in bookings]
    said = text_of(as_worker.get(take(now, "attended", reason="Looked again").url))
    assert "Nothing had changed" in said
    assert "The correction is saved" not in said
    session.refresh_from_db()
    assert session.state == "recorded"


def test_the_reason_of_a_correction_is_not_called_optional(take, as_worker, session, booked):
    take(booked(), "attended", do="submit")
    said = text_of(as_worker.get(address("register_take", session)))
    assert "Why do you change the register? Needed whenever a mark changes." in said
    assert "change the register? (optional)" not in said


def test_a_form_without_any_field_is_answered(as_worker, session, booked):
    booked()
    assert as_worker.post(address("register_take", session)).status_code == 302
    assert as_worker.post(address("register_take", session), {"do": "submit"}).status_code == 409
