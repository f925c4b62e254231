"""A session that was not held after all, and one that was held after all."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, WrongState
from hubs import actions as hubs
from hubs.models import Booking
from hubs.register.entries import Entry
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.people import CaseloadFactory

DAY = datetime.timedelta(days=1)


@pytest.fixture
def off(hub, worker):
    """Called off a moment ago."""
    session = SessionFactory(hub=hub, starts_at=timezone.now() + DAY, capacity=2)
    return hubs.mark_not_held(session, by=worker, reason="Staff absence")


@pytest.fixture
def set_aside(session, booked, worker, manager):
    """Recorded, and then said not to have been held."""
    (booking,) = booked()
    hubs.save_register(session, {booking.uuid: Entry(0, "attended")}, by=worker, submit=True)
    return hubs.mark_not_held(session, by=manager, reason="The other group met")


def test_a_session_on_is_on_already_and_nothing_is_written(session_to_come, worker):
    assert hubs.hold_after_all(session_to_come, by=worker).state == "scheduled"
    assert not events.of(session_to_come).exists()


@pytest.mark.parametrize("state", ["recorded", "corrected"])
def test_a_session_held_is_not_held_after_all(hub, manager, state):
    with pytest.raises(WrongState):
        hubs.hold_after_all(SessionFactory(hub=hub, state=state), by=manager)


def test_a_worker_of_another_hub_undoes_nothing_here(off, stranger):
    with pytest.raises(NotYou):
        hubs.hold_after_all(off, by=stranger)


def test_on_a_later_day_a_worker_opens_no_register_again(off, worker):
    with time_machine.travel(timezone.now() + DAY), pytest.raises(NotYou, match="Only the hub manager"):
        hubs.hold_after_all(off, by=worker, reason="It did take place")


def test_on_a_later_day_the_manager_needs_a_reason(off, manager):
    with time_machine.travel(timezone.now() + DAY), pytest.raises(Refused, match="Say why"):
        hubs.hold_after_all(off, by=manager, reason=" ")


def test_a_session_is_not_put_on_again_over_two_who_may_not_meet(off, worker, keep_apart):
    first = BookingFactory(session=off)
    clash = BookingFactory(session=SessionFactory(hub=off.hub, starts_at=off.starts_at))
    keep_apart(first.person, clash.person)
    with pytest.raises(Refused, match="cannot be made with the bookings the session has"):
        hubs.hold_after_all(off, by=worker)
    off.refresh_from_db()
    assert off.state == "not_held"


def test_undone_the_same_day_it_is_scheduled_again_and_undone_twice_once(off, worker):
    for _ in range(2):
        back = hubs.hold_after_all(off, by=worker)
    assert (back.state, back.not_held_reason, back.not_held_at) == ("scheduled", "", None)
    assert events.of(off).filter(what="undo_not_held").count() == 1


def test_on_a_later_day_the_manager_opens_it_again_with_a_reason(off, manager):
    with time_machine.travel(timezone.now() + DAY):
        back = hubs.hold_after_all(off, by=manager, reason="It did take place")
    assert back.state == "open"
    assert events.of(off).filter(what="reopen_register").get().why == "It did take place"


def test_everybody_booked_offered_or_waiting_is_told_both_times(session_to_come, worker):
    holder = UserFactory()
    for state in ("booked", "offered", "waiting_list"):
        booking = BookingFactory(session=session_to_come, state=state)
        CaseloadFactory(person=booking.person, practitioner=holder)
    off = hubs.mark_not_held(session_to_come, by=worker, reason="Staff absence")
    assert [notice.kind for notice in holder.notices.all()] == ["session_not_held"] * 3
    hubs.hold_after_all(off, by=worker)
    assert holder.notices.filter(kind="session_on_again").count() == 3


def test_nothing_is_offered_while_a_session_is_called_off_and_it_is_when_it_is_on_again(off, worker, someone):
    waits = BookingFactory(session=off, state="waiting_list", person=someone())
    assert hubs.offer_what_is_free(off) == []
    hubs.hold_after_all(off, by=worker)
    assert Booking.objects.get(pk=waits.pk).state == "offered"


def test_marks_of_a_register_that_was_set_aside_are_kept(set_aside):
    booking = Booking.objects.get(session=set_aside)
    assert (booking.mark, booking.state, set_aside.state) == ("attended", "booked", "not_held")


def test_a_register_that_was_set_aside_is_submitted_anew(set_aside, manager):
    back = hubs.hold_after_all(set_aside, by=manager)
    assert (back.state, back.register_at, back.recorded_by) == ("scheduled", None, None)
    booking = Booking.objects.get(session=set_aside)
    marks = {booking.uuid: Entry(booking.version, "attended")}
    hubs.save_register(back, marks, by=manager, submit=True)
    back.refresh_from_db()
    assert back.state == "recorded"
