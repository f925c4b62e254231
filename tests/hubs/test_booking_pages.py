"""The pages of bookings: waiting, offers, moving, restoring, and a session that is on after all."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from hubs import actions as hubs
from hubs.models import Booking
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import LimitedAccessFactory
from tests.hubs.sent import address, text_of

DAY = datetime.timedelta(days=1)
OF_A_BOOKING = [
    ("booking_cancel", "booked"), ("booking_move", "booked"), ("booking_restore", "cancelled_by_person"),
    ("offer_answer", "offered"),
]  # fmt: skip


@pytest.fixture
def other(hub):
    return SessionFactory(hub=hub, title="Cookery", starts_at=timezone.now() + 3 * DAY, capacity=1)


@pytest.fixture
def not_held_reason():
    return ReasonFactory(list="not_held", reason="Staff absence", text_required=False)


def state_of(booking):
    return Booking.objects.get(pk=booking.pk).state


# Scope and state


@pytest.mark.parametrize(("name", "state"), OF_A_BOOKING)
def test_a_booking_of_another_hub_is_not_there(client, stranger, session_to_come, name, state):
    client.force_login(stranger)
    assert client.get(address(name, BookingFactory(session=session_to_come, state=state))).status_code == 404


@pytest.mark.parametrize(("name", "state"), OF_A_BOOKING)
def test_a_booking_of_somebody_hidden_is_not_there(as_worker, worker, session_to_come, name, state):
    booking = BookingFactory(session=session_to_come, state=state)
    LimitedAccessFactory(person=booking.person, user=worker)
    assert as_worker.get(address(name, booking)).status_code == 404


@pytest.mark.parametrize(("name", "state"), OF_A_BOOKING)
def test_a_page_that_the_state_does_not_allow_says_so(as_worker, session_to_come, name, state):
    assert (
        as_worker.get(address(name, BookingFactory(session=session_to_come, state=state))).status_code == 200
    )
    gone = BookingFactory(session=session_to_come, state="expired")
    assert as_worker.get(address(name, gone)).status_code == 409


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HUB_WORKER, Role.HUB_MANAGER}))
def test_other_roles_answer_no_offers(client, hub, role):
    client.force_login(UserFactory(role=role, teams=[hub.team]))
    assert client.get(reverse("offer_list")).status_code == 403


# Waiting


def test_after_the_neutral_refusal_one_press_puts_the_person_on_the_waiting_list(
    as_worker, session_to_come, someone
):
    BookingFactory.create_batch(2, session=session_to_come)
    sent = {"people": [someone(family_name="Waitwell").uuid]}
    refused = as_worker.post(address("booking_create", session_to_come), sent | {"do": "book"})
    assert refused.status_code == 409
    assert hubs.NEUTRAL in text_of(refused)
    assert b'name="do" value="wait"' in refused.content
    page = as_worker.post(address("booking_create", session_to_come), sent | {"do": "wait"}, follow=True)
    assert "On the waiting list: " in text_of(page)
    assert Booking.objects.in_turn().get().person.family_name == "Waitwell"


def test_the_session_shows_who_was_offered_a_place_and_who_waits_in_which_order_and_how_long(
    as_worker, session_to_come
):
    BookingFactory(session=session_to_come, state="offered", person__family_name="Firstoffer")
    for days, name in ((1, "Secondturn"), (9, "Firstturn")):
        BookingFactory(session=session_to_come, state="waiting_list", person__family_name=name,
                       queued_at=timezone.now() - days * DAY)  # fmt: skip
    text = text_of(as_worker.get(address("session_detail", session_to_come)))
    places = [
        text.index(words) for words in ("Offered a place", "Firstoffer", "Firstturn", "9 days", "Secondturn")
    ]
    assert places == sorted(places)
    assert "1 of 2 left" in text


def test_somebody_hidden_takes_no_number_on_the_waiting_list(as_worker, worker, session_to_come):
    hidden, shown = BookingFactory.create_batch(2, session=session_to_come, state="waiting_list")
    LimitedAccessFactory(person=hidden.person, user=worker)
    turns = as_worker.get(address("session_detail", session_to_come)).context["turns"]
    assert [(turn.place, turn.booking) for turn in turns.waiting] == [(1, shown)]


def test_a_session_with_thirty_of_each_asks_as_many_queries_as_with_three(as_worker, hub, queries_of):
    asked = {}
    for number in (3, 30):
        session = SessionFactory(hub=hub, starts_at=timezone.now() + DAY, capacity=90)
        for state in ("booked", "offered", "waiting_list", "cancelled_by_person"):
            BookingFactory.create_batch(number, session=session, state=state)
        asked[number] = queries_of(as_worker.get, address("session_detail", session))
    assert asked[3] == asked[30] <= 15


# Offers


def test_an_answer_names_what_is_missing_at_its_field(as_worker, session_to_come):
    booking = BookingFactory(session=session_to_come, state="offered")
    page = as_worker.post(address("offer_answer", booking), {"answer": "decline", "answered_by": "person"})
    assert "Say why the place is not taken." in text_of(page)
    assert state_of(booking) == "offered"


def test_a_place_that_is_taken_needs_no_reason_and_one_contradicts_it(as_worker, session_to_come, someone):
    booking = BookingFactory(session=session_to_come, person=someone(), state="offered")
    sent = {"answer": "accept", "answered_by": "person", "reason": "Works that day"}
    page = as_worker.post(address("offer_answer", booking), sent)
    assert "“No, offer it to the next” is filled in too." in text_of(page)
    assert state_of(booking) == "offered"


@pytest.mark.parametrize(("answer", "state"), [("accept", "booked"), ("decline", "declined")])
def test_an_answer_sent_twice_is_one_answer(as_worker, session_to_come, someone, answer, state):
    booking = BookingFactory(session=session_to_come, person=someone(), state="offered")
    sent = {"answer": answer, "answered_by": "person"}
    sent |= {"reason": "Works that day"} if answer == "decline" else {}
    for _ in range(2):
        assert as_worker.post(address("offer_answer", booking), sent).status_code == 302
    assert state_of(booking) == state


def test_offers_that_wait_for_an_answer_are_listed_those_of_another_hub_are_not(as_worker, session_to_come):
    late = BookingFactory(session=session_to_come, state="offered", person__family_name="Latecome")
    Booking.objects.filter(pk=late.pk).update(offered_at=timezone.now() - 3 * DAY)
    BookingFactory(state="offered", person__family_name="Elsewhere")
    text = text_of(as_worker.get(reverse("offer_list")))
    assert "Latecome" in text
    assert "Ended: goes to the next" in text
    assert "Elsewhere" not in text


def test_the_home_page_counts_the_offers_of_each_session_and_names_nobody(as_worker, worker, session_to_come):
    hidden, shown = BookingFactory.create_batch(2, session=session_to_come, state="offered")
    LimitedAccessFactory(person=hidden.person, user=worker)
    BookingFactory(state="offered")
    text = text_of(as_worker.get(reverse("home")))
    assert "Offers waiting for an answer" in text
    assert "1 to answer" in text
    assert shown.person.family_name not in text


def test_without_offers_the_list_says_so_and_the_home_page_is_silent(as_worker):
    assert "No offer waits for an answer" in text_of(as_worker.get(reverse("offer_list")))
    assert "Offers waiting" not in text_of(as_worker.get(reverse("home")))


def test_a_list_of_thirty_offers_asks_as_many_queries_as_one_of_three(as_worker, hub, queries_of):
    asked = {}
    for number in (3, 22):
        session = SessionFactory(hub=hub, starts_at=timezone.now() + DAY, capacity=40)
        BookingFactory.create_batch(number, session=session, state="offered")
        asked[number] = queries_of(as_worker.get, reverse("offer_list"))
    assert asked[3] == asked[22]


def test_seeing_the_offers_is_recorded(as_worker, session_to_come):
    booking = BookingFactory(session=session_to_come, state="offered")
    as_worker.get(reverse("offer_list"))
    assert AuditEvent.objects.latest("pk").subjects.get().person_id == booking.person_id


# Cancelling, moving, restoring


def test_the_hub_says_why_it_takes_a_booking_back(as_worker, session_to_come):
    booking = BookingFactory(session=session_to_come)
    page = as_worker.post(address("booking_cancel", booking), {"who": "hub"})
    assert "Say why the hub takes the booking back." in text_of(page)
    assert state_of(booking) == "booked"


def test_a_booking_is_moved_and_the_same_form_sent_again_moves_nothing(
    as_worker, session_to_come, other, someone
):
    booking = BookingFactory(session=session_to_come, person=someone())
    assert "1 of 1 places left" in text_of(as_worker.get(address("booking_move", booking)))
    for _ in range(2):
        page = as_worker.post(address("booking_move", booking), {"to": other.uuid})
        assert page["Location"] == address("session_detail", other)
    assert state_of(booking) == "moved"
    assert Booking.objects.filter(session=other).count() == 1


def test_a_full_session_refuses_a_move_and_one_press_lets_the_person_wait_there(
    as_worker, session_to_come, other, someone
):
    BookingFactory(session=other)
    booking = BookingFactory(session=session_to_come, person=someone())
    page = as_worker.post(address("booking_move", booking), {"to": other.uuid})
    assert page.status_code == 409
    assert hubs.NEUTRAL in text_of(page)
    as_worker.post(address("booking_move", booking), {"to": other.uuid, "do": "wait"})
    assert (state_of(booking), Booking.objects.in_turn().get().session) == ("booked", other)


def test_a_session_of_another_hub_is_no_choice(as_worker, session_to_come):
    elsewhere = SessionFactory(starts_at=timezone.now() + DAY)
    page = as_worker.post(
        address("booking_move", BookingFactory(session=session_to_come)), {"to": elsewhere.uuid}
    )
    assert "Choose a session of the list" in text_of(page) or "No other session" in text_of(page)


def test_a_booking_is_restored_or_refused_in_the_neutral_text(as_worker, session_to_come, someone):
    booking = BookingFactory(session=session_to_come, person=someone(), state="cancelled_by_person")
    fill = BookingFactory.create_batch(2, session=session_to_come)
    page = as_worker.post(address("booking_restore", booking))
    assert (page.status_code, hubs.NEUTRAL in text_of(page)) == (409, True)
    assert b'value="wait"' in page.content
    fill[0].delete()
    for _ in range(2):
        assert as_worker.post(address("booking_restore", booking)).status_code == 302
    assert state_of(booking) == "booked"


# Held after all


def test_a_session_called_off_today_is_on_again_at_one_press(as_worker, hub):
    off = SessionFactory(hub=hub, state="not_held", starts_at=timezone.now() + DAY)
    assert "The session is on after all" in text_of(as_worker.get(address("session_detail", off)))
    for _ in range(2):
        assert as_worker.post(address("session_held_after_all", off), {"reason": ""}).status_code == 302
    off.refresh_from_db()
    assert off.state == "scheduled"


def test_a_worker_is_not_let_in_on_a_later_day_and_the_manager_says_why(as_worker, client, hub, manager):
    off = SessionFactory(hub=hub, state="not_held", not_held_at=timezone.now() - DAY)
    assert as_worker.get(address("session_held_after_all", off)).status_code == 403
    client.force_login(manager)
    page = client.post(address("session_held_after_all", off), {"reason": ""})
    assert "Say why the session counts as held after all." in text_of(page)
    client.post(address("session_held_after_all", off), {"reason": "The wrong day was chosen"})
    off.refresh_from_db()
    assert off.state == "open"


def test_the_manager_sets_a_submitted_register_aside(client, manager, hub, not_held_reason):
    recorded = SessionFactory(hub=hub, state="recorded")
    client.force_login(manager)
    assert "its marks are kept and count no more" in text_of(
        client.get(address("session_not_held", recorded))
    )
    client.post(address("session_not_held", recorded), {"reason": not_held_reason.pk})
    recorded.refresh_from_db()
    assert recorded.state == "not_held"
