"""The register as a page: what is typed is kept, whatever stands against it."""

import re

import pytest

from foundation.audit.models import AuditEvent
from hubs import actions as hubs
from hubs.models import Booking
from hubs.register.entries import Entry
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import LimitedAccessFactory
from tests.hubs.sent import address, form_of, text_of


def test_a_register_without_every_mark_is_not_submitted_and_keeps_those_typed(as_worker, session, booked):
    marked, unmarked = booked(2)
    sent = form_of([marked], "late") | form_of([unmarked], do="submit")
    response = as_worker.post(address("register_take", session), sent)
    assert response.status_code == 409
    assert f'href="#id_{unmarked.uuid.hex}-mark_0"' in response.content.decode()
    assert f'id="id_{unmarked.uuid.hex}-mark_0"' in response.content.decode()
    assert re.search(
        rf'name="{marked.uuid.hex}-mark"[^>]*value="late"[^>]*checked', response.content.decode()
    )
    assert "<title>Error: " in response.content.decode()


def test_a_register_is_submitted(as_worker, session, booked):
    response = as_worker.post(address("register_take", session), form_of(booked(3), "attended", do="submit"))
    assert response.url == address("session_detail", session)
    session.refresh_from_db()
    assert session.state == "recorded"


def test_the_others_are_marked_as_attended_but_not_somebody_without_an_induction(as_worker, session, booked):
    late, other = booked(2)
    (flagged,) = booked(inducted=False)
    sent = form_of([late], "late") | form_of([other, flagged], do="all")
    response = as_worker.post(address("register_take", session), sent)
    assert response.status_code == 302
    marks = [Booking.objects.get(pk=booking.pk).mark for booking in (late, other, flagged)]
    assert marks == ["late", "attended", ""]
    assert "No induction yet" in text_of(as_worker.get(address("register_take", session)))


def test_a_clash_shows_both_marks_and_keeps_what_was_typed(as_worker, session, booked, colleague):
    (booking,) = booked()
    hubs.save_register(session, {booking.uuid: Entry(0, "attended")}, by=colleague)
    response = as_worker.post(address("register_take", session), form_of([booking], "did_not_attend"))
    html = response.content.decode()
    assert response.status_code == 409
    assert "Priya Nadar marked “Attended” at" in text_of(response)
    assert re.search(r'value="did_not_attend"[^>]*checked', html)
    again = dict(re.findall(r'name="([0-9a-f]{32}-seen)" value="(\d+)"', html))
    assert again == {f"{booking.uuid.hex}-seen": "1"}
    as_worker.post(address("register_take", session), form_of([booking], "did_not_attend") | again)
    booking.refresh_from_db()
    assert booking.mark == "did_not_attend"


def test_after_a_clash_a_row_left_alone_shows_what_the_other_saved(as_worker, session, booked, colleague):
    left_alone, disputed = booked(2)
    hubs.save_register(
        session, {left_alone.uuid: Entry(0, "late"), disputed.uuid: Entry(0, "attended")}, by=colleague
    )
    html = as_worker.post(
        address("register_take", session), form_of([left_alone]) | form_of([disputed], "not_expected")
    ).content.decode()
    assert re.search(rf'name="{left_alone.uuid.hex}-mark"[^>]*value="late"[^>]*checked', html)


def test_a_correction_without_a_reason_is_asked_for_one(as_worker, session, booked, worker):
    bookings = booked(2)
    hubs.save_register(
        session, {each.uuid: Entry(0, "attended") for each in bookings}, by=worker, submit=True
    )
    now = [Booking.objects.get(pk=each.pk) for each in bookings]
    response = as_worker.post(address("register_take", session), form_of(now, "late"))
    assert response.status_code == 409
    assert b'href="#id_reason"' in response.content
    as_worker.post(address("register_take", session), form_of(now, "late", reason="Misread the list"))
    session.refresh_from_db()
    assert session.state == "corrected"


def test_a_register_that_is_not_yours_to_correct_is_shown_and_cannot_be_changed(
    client, colleague, session, booked, worker
):
    bookings = booked(2)
    hubs.save_register(
        session, {each.uuid: Entry(0, "attended") for each in bookings}, by=worker, submit=True
    )
    client.force_login(colleague)
    html = client.get(address("register_take", session)).content.decode()
    assert html.count("<fieldset disabled>") == 2
    assert "Save the correction" not in html
    sent = form_of([Booking.objects.get(pk=bookings[0].pk)], "late", reason="Saw them")
    assert client.post(address("register_take", session), sent).status_code == 403


def test_whether_an_absence_is_acceptable_is_asked_only_of_a_requirement(as_worker, hub, session, booked):
    booked()
    required = SessionFactory(hub=hub, requirement=True)
    assert "Is the absence acceptable?" not in text_of(as_worker.get(address("register_take", session)))
    (asked,) = booked(into=required)
    assert "Is the absence acceptable?" in text_of(as_worker.get(address("register_take", required)))
    as_worker.post(
        address("register_take", required),
        form_of([asked], "did_not_attend", **{f"{asked.uuid.hex}-acceptable": "no"}),
    )
    asked.refresh_from_db()
    assert asked.acceptable is False
    html = as_worker.get(address("register_take", required)).content.decode()
    assert '<option value="no" selected>' in html


def test_what_they_did_is_kept_and_shown(as_worker, session, booked):
    (booking,) = booked()
    as_worker.post(
        address("register_take", session),
        form_of([booking], "attended", **{f"{booking.uuid.hex}-did": "Wrote a CV"}),
    )
    booking.refresh_from_db()
    assert booking.did == "Wrote a CV"
    assert "Did: Wrote a CV" in text_of(as_worker.get(address("session_detail", session)))


def test_of_a_row_that_went_meanwhile_its_fate_is_told(as_worker, session, booked):
    gone, other = booked(given_names="Sam", family_name="Fernhill"), booked()
    Booking.objects.filter(pk=gone[0].pk).update(state="cancelled_by_hub")
    answer = as_worker.post(
        address("register_take", session), form_of([*gone, *other], "attended"), follow=True
    )
    assert "What you said of Sam Fernhill is not saved" in text_of(answer)
    assert "cancelled by the hub" in text_of(answer)
    assert Booking.objects.get(pk=other[0].pk).mark == "attended"


def test_of_somebody_hidden_meanwhile_no_fate_is_told(as_worker, session, booked, worker):
    (gone,) = booked(given_names="Sam", family_name="Fernhill")
    LimitedAccessFactory(person=gone.person, user=worker)
    answer = as_worker.post(address("register_take", session), form_of([gone], "attended"), follow=True)
    assert "Fernhill" not in text_of(answer)


def test_who_submitted_and_when_is_shown_with_the_way_to_every_version(as_worker, session, booked, worker):
    bookings = booked()
    hubs.save_register(session, {bookings[0].uuid: Entry(0, "attended")}, by=worker, submit=True)
    for page in ("register_take", "session_detail"):
        html = as_worker.get(address(page, session))
        assert "Submitted" in text_of(html)
        assert f"by {worker.name}" in text_of(html)
        assert address("register_history", session) in html.content.decode()


def test_a_walk_in_beyond_the_places_is_let_in_with_a_warning_and_a_name(as_worker, hub, someone, worker):
    full, person = SessionFactory(hub=hub, capacity=1), someone()
    BookingFactory(session=full, person=someone())
    answer = as_worker.post(
        address("register_take", full), {"held": "yes", "add": str(person.uuid)}, follow=True
    )
    assert "The session was full; your name stands beside it" in text_of(answer)
    assert "Walk-in, beyond the places" in text_of(answer)
    assert Booking.objects.get(person=person).allowed_by == worker


def test_a_walk_in_tells_nothing_of_somebody_hidden_who_has_the_last_place(as_worker, hub, someone, worker):
    full, hidden, first, second = SessionFactory(hub=hub, capacity=1), someone(), someone(), someone()
    BookingFactory(session=full, person=hidden)
    LimitedAccessFactory(person=hidden, kind="exclusion", user=worker)
    url = address("register_take", full)
    answer = as_worker.post(url, {"held": "yes", "add": str(first.uuid)}, follow=True)
    assert Booking.objects.get(person=first).allowed_by == worker
    assert "The session was full" not in text_of(answer)
    assert "beyond the places" not in text_of(answer)
    answer = as_worker.post(url, {"held": "yes", "add": str(second.uuid)}, follow=True)
    assert "The session was full" in text_of(answer)
    assert text_of(answer).count("beyond the places") == 1


def test_not_held_leads_to_the_reason(as_worker, session, booked):
    ReasonFactory(list="not_held", group="other", reason="Other", text_required=True)
    response = as_worker.post(address("register_take", session), form_of(booked(), "attended", held="no"))
    assert response.url == address("session_not_held", session)
    reason = ReasonFactory(list="not_held", group="logistics", reason="Staff absence")
    as_worker.post(response.url, {"reason": reason.pk})
    session.refresh_from_db()
    assert (session.state, session.not_held_reason) == ("not_held", "Staff absence")


def test_another_reason_not_to_be_held_has_to_be_said(as_worker, session):
    other = ReasonFactory(list="not_held", group="other", reason="Other", text_required=True)
    assert "Say what happened." in text_of(
        as_worker.post(address("session_not_held", session), {"reason": other.pk})
    )


def test_a_walk_in_is_found_by_name_after_saving_what_was_typed_and_added(
    as_worker, session, booked, someone
):
    (booking,), person = booked(), someone(family_name="Ferndale")
    found = as_worker.post(
        address("register_take", session), form_of([booking], "late", do="find", name="fernd")
    )
    assert "Ferndale" in text_of(found)
    booking.refresh_from_db()
    assert booking.mark == "late"
    as_worker.post(address("register_take", session), form_of([booking], "late", add=str(person.uuid)))
    walk_in = Booking.objects.get(person=person)
    assert (walk_in.mark, walk_in.walk_in) == ("attended", True)


@pytest.mark.parametrize("add", ["nobody", "00000000-0000-4000-8000-000000000000"])
def test_a_walk_in_out_of_scope_is_not_there(as_worker, session, add):
    assert as_worker.post(address("register_take", session), {"held": "yes", "add": add}).status_code == 404


def test_the_crn_is_shown_only_where_two_names_are_alike(as_worker, session, booked, someone):
    one, two = (someone(given_names="Sam", family_name="Fernhill") for _ in range(2))
    other = someone(given_names="Nadia", family_name="Ashwell")
    for person in (one, two, other):
        BookingFactory(session=session, person=person)
    text = text_of(as_worker.get(address("register_take", session)))
    assert one.crn in text
    assert two.crn in text
    assert other.crn not in text


def test_the_register_of_thirty_asks_as_many_queries_as_one_of_three(as_worker, session, booked, queries_of):
    booked(3)
    as_worker.get(address("register_take", session))  # the first names the queue of this user's browsers
    three = queries_of(as_worker.get, address("register_take", session))
    booked(27)
    assert queries_of(as_worker.get, address("register_take", session)) == three


def test_seeing_the_register_is_recorded_with_everybody_on_it(as_worker, session, booked):
    people = {booking.person_id for booking in booked(3)}
    as_worker.get(address("register_take", session))
    event = AuditEvent.objects.latest("id")
    assert (event.operation, event.purpose) == ("consultation", "register")
    assert {subject.person_id for subject in event.subjects.all()} == people


def test_a_text_with_hidden_signs_is_refused_and_kept(as_worker, session, booked):
    (booking,) = booked()
    sent = form_of([booking], "attended") | {f"{booking.uuid.hex}-note": "Did\x00 well"}
    response = as_worker.post(address("register_take", session), sent)
    assert response.status_code == 200
    assert "There is a problem" in text_of(response)
    assert not Booking.objects.get().mark


def test_beside_a_concern_stands_the_way_to_the_safeguarding_lead(as_worker, session, booked):
    (booking,) = booked()
    page = as_worker.get(address("register_take", session)).content.decode()
    assert f'href="/people/{booking.person.uuid}/safeguarding/new/">Raise a safeguarding concern' in page
