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
from tests.factories.accounts import UserFactory
from tests.factories.hubs import ActivityCategoryFactory, BookingFactory, LateEntryFactory, SessionFactory
from tests.factories.people import LimitedAccessFactory, PersonFactory
from tests.hubs.sent import address, text_of

OF_A_SESSION = ["session_detail", "booking_create", "register_take", "session_not_held"]
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def said(day):
    return f"{day.day} {day:%B %Y}"


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
    [("booking_create", "recorded"), ("session_not_held", "not_held"), ("register_take", "not_held")],
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
    return {
        "key": str(uuid.uuid4()), "hub": hub.pk, "category": ActivityCategoryFactory().pk, "title": "Choir",
        "held_on": said(timezone.localdate() + DAY), "starts": "9.30", "ends": "14:00", "capacity": "12",
    }  # fmt: skip


def test_wrong_times_keep_what_was_typed_and_are_named_at_the_field(as_worker, typed):
    response = as_worker.post(reverse("session_create"), typed | {"ends": "9.00"})
    assert response.status_code == 200
    assert b'href="#id_ends"' in response.content
    assert b'value="9.00"' in response.content
    assert not Session.objects.exists()


def test_the_missing_hour_is_said_in_plain_words(as_worker, typed):
    response = as_worker.post(
        reverse("session_create"), typed | {"held_on": "29 March 2026", "starts": "1.30"}
    )
    assert "The clocks go forward that night: there is no 1.30" in text_of(response)


def test_a_session_of_years_back_is_refused_at_its_date(as_worker, typed):
    response = as_worker.post(
        reverse("session_create"), typed | {"held_on": said(timezone.localdate() - 800 * DAY)}
    )
    assert "This day is more than 3 months back." in text_of(response)
    assert b'href="#id_held_on"' in response.content
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("days", "next_step"),
    [(1, "Now book people into it."), (-1, "It has begun already: add people as walk-ins in the register.")],
)
def test_what_comes_after_putting_a_session_on_depends_on_its_start(as_worker, typed, days, next_step):
    day = timezone.localdate() + days * DAY
    response = as_worker.post(reverse("session_create"), typed | {"held_on": said(day)}, follow=True)
    assert next_step in text_of(response)


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
    response = as_worker.post(
        address("booking_create", session_to_come), {"do": "book", "people": [person.uuid]}
    )
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


def test_people_who_started_here_stand_first_and_each_group_by_name(as_worker, session_to_come, someone):
    someone(family_name="Ashwell", inducted=False)
    someone(family_name="Cobblewick")
    someone(family_name="Brookhollow")
    text = text_of(as_worker.get(address("booking_create", session_to_come)))
    assert text.index("Brookhollow") < text.index("Cobblewick") < text.index("Ashwell")


def test_people_whose_names_are_alike_are_told_apart_by_birth_and_crn(as_worker, session_to_come, someone):
    alike = {"given_names": "Sam", "family_name": "Fernhill"}
    one = someone(**alike, date_of_birth=datetime.date(1990, 6, 3))
    someone(**alike, date_of_birth=datetime.date(1984, 2, 9), crn="")
    other = someone(family_name="Ashwell")
    text = text_of(as_worker.get(address("booking_create", session_to_come)))
    assert f"Born 3 June 1990 · {one.crn}" in text
    assert "Born 9 February 1984" in text
    assert other.crn not in text


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


# Home


def test_the_home_page_shows_todays_sessions_and_registers_that_are_missing(as_worker, hub, session):
    SessionFactory(hub=hub, title="Forgotten choir", starts_at=timezone.now() - datetime.timedelta(days=3))
    text = text_of(as_worker.get(reverse("home")))
    assert "Today’s sessions" in text
    assert "Register not submitted Forgotten choir" in text


def test_somebody_without_a_hub_has_no_panel_of_sessions(client, db):
    client.force_login(UserFactory(role=Role.HUB_WORKER))
    assert "Today’s sessions" not in text_of(client.get(reverse("home")))


def test_the_home_page_shows_a_late_register_to_the_second_person_and_not_to_whoever_asked(
    as_worker, client, hub, worker, manager
):
    old = SessionFactory(hub=hub, title="Old choir", starts_at=timezone.now() - datetime.timedelta(days=120))
    LateEntryFactory(session=old, hub=hub, asked_by=worker)
    assert "second person" not in text_of(as_worker.get(reverse("home")))
    client.force_login(manager)
    page = client.get(reverse("home"))
    assert "Late registers that wait for a second person Old choir" in text_of(page)
    assert "Register not submitted Old choir" not in text_of(page)
    assert address("late_entry_ask", old) in page.content.decode()


def test_the_list_of_sessions_leads_to_offers_late_registers_and_for_the_manager_to_clashes(
    as_worker, client, manager
):
    page = as_worker.get(reverse("session_list")).content.decode()
    assert reverse("offer_list") in page
    assert reverse("late_entry_list") in page
    assert reverse("clash_list") not in page
    client.force_login(manager)
    assert reverse("clash_list") in client.get(reverse("session_list")).content.decode()


def test_why_a_session_to_come_is_called_off_is_asked_in_the_present(as_worker, session, session_to_come):
    assert "Why is it not held?" in text_of(as_worker.get(address("session_not_held", session_to_come)))
    assert "Why was it not held?" in text_of(as_worker.get(address("session_not_held", session)))
