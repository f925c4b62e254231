"""Booking people into a session, and taking a booking back."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, WrongState
from hubs import actions as hubs
from hubs import scope
from hubs.models import Booking
from people.models import Person
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.people import BreakGlassFactory, LimitedAccessFactory, PersonFactory

HOUR = datetime.timedelta(hours=1)


def test_a_full_session_is_refused_with_the_neutral_text(session_to_come, someone, worker):
    BookingFactory.create_batch(2, session=session_to_come)
    with pytest.raises(hubs.BookingRefused) as refused:
        hubs.book(session_to_come, someone(), by=worker)
    assert (
        str(refused.value) == "This booking cannot be made. Choose another session or join the waiting list."
    )


def test_an_offered_place_counts_as_taken(session_to_come, someone, worker):
    BookingFactory.create_batch(2, session=session_to_come, state="offered")
    with pytest.raises(hubs.BookingRefused):
        hubs.book(session_to_come, someone(), by=worker)


def test_somebody_waiting_takes_no_place(session_to_come, someone, worker):
    BookingFactory.create_batch(2, session=session_to_come, state="waiting_list")
    assert hubs.book(session_to_come, someone(), by=worker).state == "booked"


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (0, "Nobody is booked yet: 2 places are left and you chose 3 people. Choose 2 or fewer."),
        (1, "Nobody is booked yet: 1 place is left and you chose 3 people. Choose 1."),
    ],
)
def test_more_people_than_places_are_all_refused_and_the_places_left_are_said(
    session_to_come, someone, worker, taken, said
):
    BookingFactory.create_batch(taken, session=session_to_come)
    with pytest.raises(hubs.TooManyChosen) as refused:
        hubs.book_people(session_to_come, [someone() for _ in range(3)], by=worker)
    assert str(refused.value) == said
    assert Booking.objects.count() == taken


def test_several_for_a_full_session_get_the_neutral_text(session_to_come, someone, worker):
    BookingFactory.create_batch(2, session=session_to_come)
    with pytest.raises(hubs.BookingRefused):
        hubs.book_people(session_to_come, [someone(), someone()], by=worker)


def test_an_ended_session_is_refused(hub, someone, worker):
    ended = SessionFactory(hub=hub, starts_at=timezone.now() - 3 * HOUR)
    with pytest.raises(Refused, match="has ended"):
        hubs.book(ended, someone(), by=worker)


@pytest.mark.parametrize("state", ["recorded", "corrected", "not_held"])
def test_a_session_that_is_over_or_called_off_takes_nobody(hub, someone, worker, state):
    with pytest.raises(WrongState):
        hubs.book(SessionFactory(hub=hub, state=state), someone(), by=worker)


def test_somebody_without_a_place_at_the_hub_is_refused(session_to_come, worker):
    with pytest.raises(Refused, match="no place at Chatham"):
        hubs.book(session_to_come, PersonFactory(), by=worker)


def test_a_worker_of_another_hub_books_nobody_here(session_to_come, someone, stranger):
    with pytest.raises(NotYou):
        hubs.book(session_to_come, someone(), by=stranger)


def test_booking_the_same_person_twice_is_one_booking(session_to_come, someone, worker):
    person = someone()
    first, second = (hubs.book(session_to_come, person, by=worker) for _ in range(2))
    assert first == second
    assert Booking.objects.count() == 1
    assert events.of(first).count() == 1


def test_the_database_refuses_a_second_live_booking(session_to_come):
    booking = BookingFactory(session=session_to_come)
    with pytest.raises(IntegrityError), transaction.atomic():
        BookingFactory(session=session_to_come, person=booking.person)


def test_a_cancelled_booking_leaves_room_for_another(session_to_come, someone, worker):
    person = someone()
    hubs.cancel_booking(hubs.book(session_to_come, person, by=worker), by=worker)
    assert hubs.book(session_to_come, person, by=worker).state == "booked"


def test_a_booking_takes_effect_on_the_day_of_the_session(session_to_come, someone, worker):
    (event,) = events.of(hubs.book(session_to_come, someone(), by=worker))
    assert (event.what, event.effective_on) == ("booked", session_to_come.held_on)


def test_booking_thirty_asks_as_many_queries_as_booking_three(hub, someone, worker, queries_of):
    asked, _ = {}, worker.team_ids
    for number in (3, 30):
        session = SessionFactory(hub=hub, starts_at=timezone.now() + HOUR, capacity=40)
        asked[number] = queries_of(hubs.book_people, session, [someone() for _ in range(number)], by=worker)
    assert asked[3] == asked[30] <= 14  # on PostgreSQL one of them holds the hub’s family
    assert Booking.objects.count() == 33


def test_a_booking_is_not_cancelled_once_the_session_has_begun(booked, worker):
    (booking,) = booked()
    with pytest.raises(WrongState, match="Mark the person in the register"):
        hubs.cancel_booking(booking, by=worker)


def test_a_booking_is_not_cancelled_twice(session_to_come, worker):
    booking = BookingFactory(session=session_to_come, state="cancelled_by_hub")
    with pytest.raises(WrongState, match="cancelled by the hub already"):
        hubs.cancel_booking(booking, by=worker)


@pytest.mark.parametrize(("for_hub", "state"), [(False, "cancelled_by_person"), (True, "cancelled_by_hub")])
def test_it_is_kept_who_cancelled(session_to_come, worker, for_hub, state):
    booking = hubs.cancel_booking(
        BookingFactory(session=session_to_come), by=worker, for_hub=for_hub, reason="Has a job interview"
    )
    (event,) = events.of(booking)
    assert (booking.state, event.to_state, event.why) == (state, state, "Has a job interview")


def test_a_walk_in_before_the_session_is_refused(session_to_come, someone, worker):
    with pytest.raises(WrongState, match="from the start of the session"):
        hubs.add_walk_in(session_to_come, someone(), by=worker)


def test_a_walk_in_after_submission_is_refused(hub, someone, worker):
    with pytest.raises(WrongState):
        hubs.add_walk_in(SessionFactory(hub=hub, state="recorded"), someone(), by=worker)


def test_somebody_unknown_to_the_hub_is_no_walk_in(session, worker):
    with pytest.raises(Refused, match="no place at Chatham"):
        hubs.add_walk_in(session, PersonFactory(), by=worker)


def test_somebody_whose_record_is_open_by_break_glass_alone_is_neither_added_nor_booked(
    client, session, session_to_come, someone, worker
):
    elsewhere, restricted = PersonFactory(family_name="Onlyread"), someone(family_name="Onlyread")
    LimitedAccessFactory(person=restricted, user=None, kind="restriction")
    for person in (elsewhere, restricted):
        BreakGlassFactory(user=worker, person=person)
        assert Person.objects.visible_to(worker).filter(pk=person.pk).exists()
        with pytest.raises(Refused, match="open to you by break-glass, to read only"):
            hubs.add_walk_in(session, person, by=worker)
    with pytest.raises(Refused, match="open to you by break-glass, to read only"):
        hubs.book(session_to_come, restricted, by=worker)
    assert scope.walk_ins(worker, session, "Onlyread") == []
    assert not Booking.objects.exists()


def test_somebody_whom_the_hub_knows_is_added_whatever_else_the_worker_opened(session, someone, worker):
    person = someone()
    BreakGlassFactory(user=worker, person=person)
    assert hubs.add_walk_in(session, person, by=worker).mark == "attended"


def test_a_walk_in_may_exceed_the_capacity_and_is_marked_as_attended(hub, someone, worker):
    session = SessionFactory(hub=hub, capacity=1)
    BookingFactory(session=session)
    booking = hubs.add_walk_in(session, someone(), by=worker)
    session.refresh_from_db()
    assert (booking.walk_in, booking.mark, session.state) == (True, "attended", "open")


def test_a_walk_in_without_an_induction_is_added_unmarked(session, someone, worker):
    booking = hubs.add_walk_in(session, someone(inducted=False), by=worker)
    session.refresh_from_db()
    assert (booking.mark, session.state) == ("", "scheduled")


def test_a_walk_in_added_twice_is_there_once(session, someone, worker):
    person = someone()
    assert hubs.add_walk_in(session, person, by=worker) == hubs.add_walk_in(session, person, by=worker)
