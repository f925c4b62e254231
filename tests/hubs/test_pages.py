"""The pages of a hub's day: scope first, then what they show and keep."""

import datetime
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from hubs import actions as hubs
from hubs.models import Booking, Session
from hubs.register import Entry
from tests.factories.accounts import UserFactory
from tests.factories.hubs import ActivityCategoryFactory, BookingFactory, SessionFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import LimitedAccessFactory, PersonFactory

OF_A_SESSION = ["session_detail", "booking_create", "register_take", "session_not_held"]
HOUR = datetime.timedelta(hours=1)


def address(name, thing):
    return reverse(name, args=[thing.uuid])


@pytest.fixture
def as_worker(client, worker):
    client.force_login(worker)
    return client


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def form_of(bookings, mark="", **more):
    """What the register page sends."""
    sent = {"held": "yes"}
    for booking in bookings:
        sent |= {f"{booking.uuid.hex}-seen": booking.version, f"{booking.uuid.hex}-mark": mark}
    return sent | more


# Scope


@pytest.mark.parametrize("name", OF_A_SESSION)
def test_a_session_of_another_hub_is_not_there(client, stranger, session, name):
    client.force_login(stranger)
    assert client.get(address(name, session)).status_code == 404


@pytest.mark.parametrize("name", OF_A_SESSION)
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HUB_WORKER, Role.HUB_MANAGER}))
def test_other_roles_have_no_sessions(client, hub, session, name, role):
    client.force_login(UserFactory(role=role, teams=[hub.team]))
    assert client.get(address(name, session)).status_code == 403


def test_a_booking_of_somebody_hidden_is_not_there(as_worker, worker, session_to_come):
    booking = BookingFactory(session=session_to_come)
    LimitedAccessFactory(person=booking.person, user=worker)
    assert as_worker.get(address("booking_cancel", booking)).status_code == 404


def test_somebody_hidden_stands_on_no_page_of_the_session(as_worker, worker, session, booked):
    shown, hidden = booked(2)
    LimitedAccessFactory(person=hidden.person, user=worker)
    for name in ("session_detail", "register_take"):
        text = text_of(as_worker.get(address(name, session)))
        assert shown.person.family_name in text
        assert hidden.person.family_name not in text


@pytest.mark.parametrize(
    ("name", "state"),
    [("booking_create", "recorded"), ("session_not_held", "corrected"), ("register_take", "not_held")],
)
def test_a_page_that_the_state_does_not_allow_says_so(as_worker, hub, name, state):
    assert as_worker.get(address(name, SessionFactory(hub=hub, state=state))).status_code == 409


def test_the_register_of_a_session_to_come_is_refused(as_worker, session_to_come):
    response = as_worker.get(address("register_take", session_to_come))
    assert response.status_code == 409
    assert "opens when the session begins" in text_of(response)


# The list


def test_the_list_shows_today_first_and_flags_registers_that_are_missing(as_worker, hub, session):
    SessionFactory(hub=hub, title="Forgotten choir", starts_at=timezone.now() - datetime.timedelta(days=3))
    SessionFactory(hub=hub, title="Cookery to come", starts_at=timezone.now() + datetime.timedelta(days=3))
    html = as_worker.get(reverse("session_list")).content.decode()
    in_order = ("Registers not submitted", "Forgotten choir", ">Today<", "Cookery to come")
    places = [html.index(words) for words in in_order]
    assert places == sorted(places)


def test_an_empty_list_says_what_to_do(as_worker):
    assert "No session today. Put one on" in text_of(as_worker.get(reverse("session_list")))


def test_sessions_of_another_hub_are_not_listed(as_worker):
    SessionFactory(title="Elsewhere")
    assert "Elsewhere" not in text_of(as_worker.get(reverse("session_list")))


@pytest.mark.parametrize("when", ["later", "earlier", "nonsense"])
def test_every_tab_of_the_list_opens(as_worker, session, when):
    assert as_worker.get(reverse("session_list"), {"when": when}).status_code == 200


def test_a_list_of_thirty_asks_as_many_queries_as_one_of_three(as_worker, hub, queries_of):
    asked = {}
    for number in (3, 27):
        for session in SessionFactory.create_batch(number, hub=hub):
            BookingFactory(session=session)
        asked[number] = queries_of(as_worker.get, reverse("session_list"))
    assert asked[3] == asked[27]


# Putting a session on


@pytest.fixture
def typed(hub):
    ActivityCategoryFactory()
    return {"key": str(uuid.uuid4()), "hub": hub.pk, "category": ActivityCategoryFactory().pk, "held_on": "3 June 2026",
            "starts": "9.30", "ends": "14:00", "capacity": "12", "title": "Choir"}  # fmt: skip


def test_wrong_times_keep_what_was_typed_and_are_named_at_the_field(as_worker, typed):
    response = as_worker.post(reverse("session_create"), typed | {"ends": "9.00"})
    assert response.status_code == 200
    assert b'href="#id_ends"' in response.content
    assert b'value="9.00"' in response.content
    assert not Session.objects.exists()


def test_the_missing_hour_is_said_in_plain_words(as_worker, typed):
    response = as_worker.post(reverse("session_create"), typed | {"held_on": "29 March 2026", "starts": "1.30"})
    assert "The clocks go forward that night: there is no 1.30" in text_of(response)


def test_a_hub_of_somebody_else_cannot_be_chosen(as_worker, typed, stranger):
    other = SessionFactory().hub
    assert as_worker.post(reverse("session_create"), typed | {"hub": other.pk}).status_code == 200
    assert not Session.objects.filter(hub=other, title="Choir").exists()


def test_a_double_click_puts_one_session_on(as_worker, typed):
    first, second = (as_worker.post(reverse("session_create"), typed) for _ in range(2))
    assert first.url == second.url
    session = Session.objects.get()
    assert timezone.localtime(session.starts_at).time() == datetime.time(9, 30)
    assert (session.title, session.capacity) == ("Choir", 12)


# Booking


def test_a_full_session_keeps_who_was_chosen(as_worker, session_to_come, someone):
    BookingFactory.create_batch(2, session=session_to_come)
    person = someone()
    response = as_worker.post(address("booking_create", session_to_come), {"do": "book", "people": [person.uuid]})
    assert response.status_code == 409
    assert hubs.NEUTRAL in text_of(response)
    assert re.search(rf'value="{person.uuid}" checked', response.content.decode())


def test_choosing_nobody_is_said(as_worker, session_to_come, someone):
    someone()
    response = as_worker.post(address("booking_create", session_to_come), {"do": "book"})
    assert "Choose at least one person to book." in text_of(response)


def test_somebody_of_another_hub_cannot_be_slipped_in(as_worker, session_to_come):
    sent = {"do": "book", "people": [PersonFactory().uuid]}
    assert as_worker.post(address("booking_create", session_to_come), sent).status_code == 404


def test_what_is_no_person_is_refused(as_worker, session_to_come):
    sent = {"do": "book", "people": ["1 or 1=1"]}
    assert as_worker.post(address("booking_create", session_to_come), sent).status_code == 200
    assert not Booking.objects.exists()


def test_a_name_narrows_the_list_and_stands_in_no_address(as_worker, session_to_come, someone):
    someone(family_name="Ashwell")
    someone(family_name="Brookhollow")
    response = as_worker.post(address("booking_create", session_to_come), {"do": "find", "name": "ash"})
    assert "Ashwell" in text_of(response)
    assert "Brookhollow" not in text_of(response)


def test_people_are_booked_and_the_audit_names_them(as_worker, session_to_come, someone):
    people = [someone(), someone()]
    sent = {"do": "book", "people": [person.uuid for person in people]}
    assert as_worker.post(address("booking_create", session_to_come), sent).status_code == 302
    event = AuditEvent.objects.latest("id")
    assert (event.operation, event.what) == ("alteration", "POST booking_create")
    assert {subject.person_id for subject in event.subjects.all()} == {person.pk for person in people}


def test_a_booking_is_cancelled_for_the_person(as_worker, session_to_come):
    booking = BookingFactory(session=session_to_come)
    assert as_worker.get(address("booking_cancel", booking)).status_code == 200
    as_worker.post(address("booking_cancel", booking), {"who": "person"})
    booking.refresh_from_db()
    assert booking.state == "cancelled_by_person"


# The register


def test_a_register_without_every_mark_is_not_submitted_and_keeps_those_typed(as_worker, session, booked):
    marked, unmarked = booked(2)
    sent = form_of([marked], "late") | form_of([unmarked], do="submit")
    response = as_worker.post(address("register_take", session), sent)
    assert response.status_code == 409
    assert f'href="#id_{unmarked.uuid.hex}-mark_0"' in response.content.decode()
    assert f'id="id_{unmarked.uuid.hex}-mark_0"' in response.content.decode()
    assert re.search(rf'name="{marked.uuid.hex}-mark"[^>]*value="late"[^>]*checked', response.content.decode())
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
    hubs.save_register(session, {each.uuid: Entry(0, "attended") for each in bookings}, by=worker, submit=True)
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
    hubs.save_register(session, {each.uuid: Entry(0, "attended") for each in bookings}, by=worker, submit=True)
    client.force_login(colleague)
    html = client.get(address("register_take", session)).content.decode()
    assert html.count("<fieldset disabled>") == 2
    assert "Save the correction" not in html
    sent = form_of([Booking.objects.get(pk=bookings[0].pk)], "late", reason="Saw them")
    assert client.post(address("register_take", session), sent).status_code == 403


def test_a_register_of_long_ago_asks_why_it_is_taken_only_now(as_worker, hub, booked):
    session = SessionFactory(hub=hub, starts_at=timezone.now() - datetime.timedelta(days=120))
    response = as_worker.post(address("register_take", session), form_of(booked(into=session), "attended"))
    assert response.status_code == 409
    assert "Why is the register taken only now?" in text_of(response)


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
    assert "Say what happened." in text_of(as_worker.post(address("session_not_held", session), {"reason": other.pk}))


def test_a_walk_in_is_found_by_name_after_saving_what_was_typed_and_added(as_worker, session, booked, someone):
    (booking,), person = booked(), someone(family_name="Ferndale")
    found = as_worker.post(address("register_take", session), form_of([booking], "late", do="find", name="fernd"))
    assert "Ferndale" in text_of(found)
    booking.refresh_from_db()
    assert booking.mark == "late"
    as_worker.post(address("register_take", session), form_of([booking], "late", add=str(person.uuid)))
    walk_in = Booking.objects.get(person=person)
    assert (walk_in.mark, walk_in.walk_in) == ("attended", True)


@pytest.mark.parametrize("add", ["nobody", str(uuid.uuid4())])
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


# Home


def test_the_home_page_shows_todays_sessions_and_registers_that_are_missing(as_worker, hub, session):
    SessionFactory(hub=hub, title="Forgotten choir", starts_at=timezone.now() - datetime.timedelta(days=3))
    text = text_of(as_worker.get(reverse("home")))
    assert "Today’s sessions" in text
    assert "Register not submitted Forgotten choir" in text


def test_somebody_without_a_hub_has_no_panel_of_sessions(client, db):
    client.force_login(UserFactory(role=Role.HUB_WORKER))
    assert "Today’s sessions" not in text_of(client.get(reverse("home")))
