"""Any history of a session to come: it replays from its events, no chair has two people, and none stays empty."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from hubs import actions as hubs
from hubs.models import Booking, Session
from tests.factories.hubs import SessionFactory

DAY = datetime.timedelta(days=1)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["join", "book", "cancel", "accept", "decline", "expire", "move", "restore", "group", "off", "on"]
        ),
        st.integers(0, 5),
    ),
    max_size=14,
)


@pytest.fixture
def crowd(someone):
    """Six people of the hub."""
    return [someone() for _ in range(6)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_history_replays_and_no_chair_is_empty_while_somebody_waits(hub, manager, crowd, steps):
    first, second = (
        SessionFactory(hub=hub, starts_at=timezone.now() + days * DAY, capacity=2) for days in (3, 4)
    )
    for step, number in steps:
        try:
            _take(step, first, second, crowd, number, manager)
        except Refused:
            pass
        _no_chair_is_shared_or_empty(first)
        _no_chair_is_shared_or_empty(second)
    for booking in Booking.objects.filter(session__in=[first, second]):
        assert _replayed(booking, "booked") == booking.state
    assert _replayed(first, "scheduled") == Session.objects.get(pk=first.pk).state


def _take(step, session, other, crowd, number, by):
    person = crowd[number]
    theirs = Booking.objects.filter(session=session, person=person).order_by("-pk").first()
    match step:
        case "join":
            hubs.join_waiting_list(session, [person], by=by)
        case "book":
            hubs.book(session, person, by=by)
        case "group":
            hubs.book_group([session, other], crowd[:number], by=by)
        case "off":
            hubs.mark_not_held(session, by=by, reason="Staff absence")
        case "on":
            hubs.hold_after_all(session, by=by)
        case "expire":
            long_ago = timezone.now() - 3 * DAY
            Booking.objects.offered().filter(session=session).update(offered_at=long_ago)
            hubs.expire_offers()
        case _ if theirs:
            _change(step, theirs, other, by)


def _change(step, booking, other, by):
    match step:
        case "cancel":
            hubs.cancel_booking(booking, by=by)
        case "accept":
            hubs.accept_offer(booking, by=by, answered_by="person")
        case "decline":
            hubs.decline_offer(booking, by=by, answered_by="person", reason="Works that day")
        case "move":
            hubs.move_booking(booking, other, by=by)
        case "restore":
            hubs.restore_booking(booking, by=by)


def _no_chair_is_shared_or_empty(session):
    session = Session.objects.get(pk=session.pk)
    taken = Booking.objects.taking_a_place().filter(session=session).count()
    assert taken <= session.capacity
    if session.state == "scheduled":
        assert taken == session.capacity or not Booking.objects.in_turn().filter(session=session).exists()


def _replayed(thing, state):
    for event in events.of(thing).order_by("id"):
        assert event.from_state in ("", state)
        state = event.to_state
    return state
