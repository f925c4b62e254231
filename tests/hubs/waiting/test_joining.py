"""Joining the waiting list of a session, and leaving it."""

import datetime

import pytest
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, WrongState
from hubs import actions as hubs
from hubs.models import Booking
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.people import BreakGlassFactory, CaseloadFactory, PersonFactory
from tests.hubs.waiting.turns import DAY, HOUR, states

# Joining


def test_somebody_without_a_place_at_the_hub_does_not_join(full, worker):
    with pytest.raises(Refused, match="no place at Chatham"):
        hubs.join_waiting_list(full, [PersonFactory()], by=worker)


def test_a_worker_of_another_hub_lets_nobody_join_here(full, someone, stranger):
    with pytest.raises(NotYou):
        hubs.join_waiting_list(full, [someone()], by=stranger)


def test_nobody_waits_for_a_session_that_has_begun(session, someone, worker):
    with pytest.raises(Refused, match="has begun, so nobody can wait"):
        hubs.join_waiting_list(session, [someone()], by=worker)


@pytest.mark.parametrize("state", ["recorded", "corrected", "not_held"])
def test_nobody_waits_for_a_session_that_is_over_or_called_off(hub, someone, worker, state):
    later = timezone.now() + DAY
    with pytest.raises(WrongState):
        hubs.join_waiting_list(SessionFactory(hub=hub, state=state, starts_at=later), [someone()], by=worker)


def test_a_record_that_is_only_open_to_read_joins_no_list(full, someone, worker):
    person = someone()
    person.involvements.update(until=timezone.localdate() - 100 * DAY)
    BreakGlassFactory(user=worker, person=person)
    with pytest.raises(Refused, match="open to you by break-glass"):
        hubs.join_waiting_list(full, [person], by=worker)


def test_joining_twice_is_one_turn(full, someone, worker):
    person = someone()
    first, second = (hubs.join_waiting_list(full, [person], by=worker)[0] for _ in range(2))
    assert first == second
    assert [event.what for event in events.of(first)] == ["joined"]


def test_somebody_booked_already_stays_booked(full, someone, worker):
    person = someone()
    BookingFactory(session=SessionFactory(hub=full.hub, starts_at=full.starts_at, capacity=1), person=person)
    roomy = SessionFactory(hub=full.hub, starts_at=full.starts_at + DAY, capacity=5)
    booked = hubs.book(roomy, person, by=worker)
    assert hubs.join_waiting_list(roomy, [person], by=worker) == [booked]
    assert Booking.objects.get(pk=booked.pk).state == "booked"


def test_joining_a_session_with_room_is_offered_a_place_at_once(session_to_come, someone, worker):
    (booking,) = hubs.join_waiting_list(session_to_come, [someone()], by=worker)
    assert booking.state == "offered"


def test_somebody_who_waits_is_not_booked_past_their_turn(waiting, full, worker):
    with pytest.raises(Refused, match="on the waiting list of this session already"):
        hubs.book(full, waiting[2].person, by=worker)


# What else frees a place


def test_leaving_the_hub_gives_up_bookings_offers_and_turns(offered, waiting, full, worker):
    for booking, state in ((offered, "cancelled_by_hub"), (waiting[2], "cancelled_by_hub")):
        hubs.leave(booking.person, full.hub, by=worker)
        assert states([booking]) == [state]
    assert states(waiting) == ["cancelled_by_hub", "offered", "cancelled_by_hub"]


def test_whoever_holds_somebody_who_leaves_is_told_once_of_all_that_was_booked(hub, someone, worker):
    person, holder = someone(), UserFactory()
    CaseloadFactory(person=person, practitioner=holder)
    for days in (3, 4):
        later = SessionFactory(
            hub=hub, starts_at=timezone.now() + datetime.timedelta(days=days), title="Choir"
        )
        BookingFactory(session=later, person=person)
    hubs.leave(person, hub, by=worker)
    notice = holder.notices.get()
    assert notice.kind == "bookings_taken_back"
    assert "at Chatham is taken back: 2 sessions from " in notice.text
    assert person.family_name not in notice.text


def test_somebody_who_waited_and_comes_anyway_is_a_walk_in(full, waiting, worker):
    full.starts_at = timezone.now() - HOUR
    full.save()
    walked_in = hubs.add_walk_in(full, waiting[0].person, by=worker)
    assert (walked_in.walk_in, walked_in.state) == (True, "booked")
    assert states(waiting[:1]) == ["cancelled_by_hub"]
