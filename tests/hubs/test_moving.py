"""Moving a booking to another session, and restoring one that was cancelled: every rule is asked again."""

import datetime

import pytest
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, WrongState
from hubs import actions as hubs
from hubs.bookings import scope
from hubs.models import Booking
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.people import CaseloadFactory

DAY = datetime.timedelta(days=1)


@pytest.fixture
def other(hub):
    """Another session to come, with one place."""
    return SessionFactory(hub=hub, starts_at=timezone.now() + 3 * DAY, capacity=1)


@pytest.fixture
def booking(session_to_come, someone, worker):
    return hubs.book(session_to_come, someone(), by=worker)


def state_of(booking):
    return Booking.objects.get(pk=booking.pk).state


def test_a_full_session_takes_nobody_who_moves_and_they_stay_where_they_are(booking, other, worker):
    BookingFactory(session=other)
    with pytest.raises(hubs.BookingRefused):
        hubs.move_booking(booking, other, by=worker)
    assert state_of(booking) == "booked"
    assert Booking.objects.filter(moved_from=booking).count() == 0


def test_nobody_moves_beside_somebody_they_may_not_meet(booking, hub, worker, keep_apart):
    roomy = SessionFactory(hub=hub, starts_at=timezone.now() + 3 * DAY)
    keep_apart(booking.person, BookingFactory(session=roomy).person)
    with pytest.raises(hubs.BookingRefused):
        hubs.move_booking(booking, roomy, by=worker)
    assert state_of(booking) == "booked"


def test_a_booking_is_not_moved_once_its_session_has_begun(booked, other, worker):
    (begun,) = booked()
    with pytest.raises(WrongState, match="Mark the person in the register"):
        hubs.move_booking(begun, other, by=worker)


def test_a_cancelled_booking_is_not_moved(booking, other, worker):
    hubs.cancel_booking(booking, by=worker)
    with pytest.raises(WrongState):
        hubs.move_booking(booking, other, by=worker)


def test_nobody_is_moved_to_where_they_are_booked_already(booking, other, worker):
    BookingFactory(session=other, person=booking.person)
    with pytest.raises(Refused, match="booked or waits there already"):
        hubs.move_booking(booking, other, by=worker)


def test_a_booking_is_moved_within_its_hub(booking, worker):
    elsewhere = HubFactory()
    worker.teams.add(elsewhere.team)
    with pytest.raises(Refused, match="moved within Chatham"):
        hubs.move_booking(booking, SessionFactory(hub=elsewhere, starts_at=timezone.now() + DAY),
                          by=type(worker).objects.get(pk=worker.pk))  # fmt: skip


def test_a_worker_of_another_hub_moves_nobody_here(booking, other, stranger):
    with pytest.raises(NotYou):
        hubs.move_booking(booking, other, by=stranger)


def test_moving_twice_moves_once(booking, other, worker):
    first, second = (
        hubs.move_booking(booking, other, by=worker, reason="Works on Mondays") for _ in range(2)
    )
    assert first == second
    assert (first.session, first.state, first.moved_from, state_of(booking)) == (
        other, "booked", booking, "moved",
    )  # fmt: skip
    moved = events.of(booking).filter(what="move").get()
    assert (moved.why, moved.facts) == ("Works on Mondays", {"to": other.pk})


def test_a_move_tells_whoever_works_with_the_person(booking, other, worker):
    holder = UserFactory()
    CaseloadFactory(person=booking.person, practitioner=holder)
    hubs.move_booking(booking, other, by=worker)
    assert "is now booked into" in holder.notices.get().text


def test_the_place_left_behind_goes_to_the_next_in_turn(booking, other, session_to_come, someone, worker):
    BookingFactory(session=session_to_come)
    (waits,) = hubs.join_waiting_list(session_to_come, [someone()], by=worker)
    hubs.move_booking(booking, other, by=worker)
    assert state_of(waits) == "offered"


# Restoring


def test_a_booking_is_not_restored_when_its_place_is_taken(booking, session_to_come, worker):
    hubs.cancel_booking(booking, by=worker)
    BookingFactory.create_batch(2, session=session_to_come)
    with pytest.raises(hubs.BookingRefused):
        hubs.restore_booking(booking, by=worker)
    assert state_of(booking) == "cancelled_by_person"


def test_a_booking_is_not_restored_beside_somebody_they_may_not_meet(
    booking, session_to_come, worker, keep_apart
):
    hubs.cancel_booking(booking, by=worker)
    keep_apart(booking.person, BookingFactory(session=session_to_come).person)
    with pytest.raises(hubs.BookingRefused):
        hubs.restore_booking(booking, by=worker)


def test_a_booking_is_not_restored_into_a_session_that_has_ended(hub, worker):
    ended = SessionFactory(hub=hub, starts_at=timezone.now() - DAY)
    with pytest.raises(Refused, match="has ended"):
        hubs.restore_booking(BookingFactory(session=ended, state="cancelled_by_hub"), by=worker)


@pytest.mark.parametrize("state", ["waiting_list", "offered", "declined", "expired", "moved"])
def test_only_a_cancelled_booking_is_restored(session_to_come, worker, state):
    with pytest.raises(WrongState):
        hubs.restore_booking(BookingFactory(session=session_to_come, state=state), by=worker)


def test_nobody_is_restored_beside_a_newer_booking_of_theirs(booking, session_to_come, worker):
    hubs.cancel_booking(booking, by=worker)
    hubs.book(session_to_come, booking.person, by=worker)
    with pytest.raises(Refused, match="booked or waits in this session already"):
        hubs.restore_booking(booking, by=worker)


def test_restoring_twice_restores_once(booking, worker):
    hubs.cancel_booking(booking, by=worker)
    for _ in range(2):
        assert hubs.restore_booking(booking, by=worker).state == "booked"
    assert events.of(booking).filter(what="restore").count() == 1


def test_whoever_works_with_the_person_is_told_who_cancelled(booking, worker):
    holder = UserFactory()
    CaseloadFactory(person=booking.person, practitioner=holder)
    hubs.cancel_booking(booking, by=worker)
    assert "said that they cannot come" in holder.notices.get().text
    hubs.cancel_booking(
        hubs.restore_booking(booking, by=worker), by=worker, for_hub=True, reason="Room flooded"
    )
    assert [notice.kind for notice in holder.notices.order_by("pk")] == [
        "booking_given_up",
        "booking_restored",
        "booking_cancelled",
    ]


def test_somebody_s_appointment_is_no_session_to_move_to(booking, other, hub, worker):
    SessionFactory(hub=hub, starts_at=timezone.now() + DAY, capacity=1, one_to_one=True)
    assert list(scope.to_move_to(worker, booking)) == [other]
