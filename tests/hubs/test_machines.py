"""The machines of a session and a booking, whole: every state, every verb, every role; and every walk replayed.

The tables here are written from the domain's pages, not from the code, and hold the transitions that exist so far.
"""

import datetime
import itertools

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, WrongState, can, machine_of, perform
from hubs import actions as hubs
from hubs.models import Booking, Session
from hubs.register import Entry
from hubs.states import BookingState, SessionState
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, SessionFactory

SESSION = {
    ("scheduled", "open"): "open",
    ("scheduled", "submit_register"): "recorded",
    ("open", "submit_register"): "recorded",
    ("recorded", "correct_register"): "corrected",
    ("corrected", "correct_register"): "corrected",
    ("scheduled", "mark_not_held"): "not_held",
    ("open", "mark_not_held"): "not_held",
}
BOOKING = {
    ("booked", "cancel_for_person"): "cancelled_by_person",
    ("booked", "cancel_for_hub"): "cancelled_by_hub",
}
FACTS = {"mark_not_held": {"reason_text": "Staff absence"}}
HUB_ROLES = {Role.HUB_WORKER, Role.HUB_MANAGER}


def verbs(table):
    return sorted({verb for _, verb in table})


def test_the_tables_name_every_verb_of_the_machines():
    assert verbs(SESSION) == sorted(rule.verb for rule in machine_of(Session))
    assert verbs(BOOKING) == sorted(rule.verb for rule in machine_of(Booking))


def _expect(thing, verb, role, team, target):
    """What comes of a verb: the new state, or who or what stands against it; and the page's button agrees."""
    user = UserFactory(role=role, teams=[team])
    was, facts = thing.state, FACTS.get(verb, {})
    shown = can(user, verb, thing)
    if role not in HUB_ROLES or (verb == "correct_register" and role != Role.HUB_MANAGER):
        with pytest.raises(NotYou):
            perform(thing, verb, by=user, **facts)
    elif target is None:
        with pytest.raises(WrongState):
            perform(thing, verb, by=user, **facts)
    else:
        perform(thing, verb, by=user, **facts)
    thing.refresh_from_db()
    allowed = (
        target is not None and role in HUB_ROLES and (verb != "correct_register" or role == Role.HUB_MANAGER)
    )
    assert shown is allowed
    assert thing.state == (target if allowed else was)
    assert events.of(thing).count() == (1 if allowed else 0)


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(SessionState.values, verbs(SESSION))))
def test_every_role_moves_a_session_only_as_the_table_says(hub, state, verb):
    for role in Role:
        _expect(SessionFactory(hub=hub, state=state), verb, role, hub.team, SESSION.get((state, verb)))


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(BookingState.values, verbs(BOOKING))))
def test_every_role_moves_a_booking_only_as_the_table_says(hub, session, state, verb):
    for role in Role:
        _expect(
            BookingFactory(session=session, state=state), verb, role, hub.team, BOOKING.get((state, verb))
        )


@pytest.mark.parametrize("verb", verbs(SESSION))
def test_a_worker_of_another_hub_moves_no_session(hub, stranger, verb):
    state = next(state for state, known in SESSION if known == verb)
    with pytest.raises(NotYou):
        perform(SessionFactory(hub=hub, state=state), verb, by=stranger, **FACTS.get(verb, {}))


def test_its_taker_corrects_a_register_within_seven_days(hub, worker):
    session = SessionFactory(hub=hub, state="recorded", recorded_by=worker, register_at=timezone.now())
    assert perform(session, "correct_register", by=worker).state == "corrected"


STEPS = st.lists(
    st.sampled_from(["open", "save", "submit", "correct", "same again", "not held", "book", "cancel"]),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_day_at_a_hub_replays_from_its_events_to_where_it_stands(hub, manager, someone, steps):
    session = SessionFactory(hub=hub, starts_at=timezone.now() - datetime.timedelta(minutes=5), capacity=3)
    bookings = [hubs.book(session, someone(), by=manager)]
    for number, step in enumerate(steps):
        try:
            _take(step, session, bookings, manager, someone, number)
        except Refused:
            pass
    session.refresh_from_db()
    assert _replayed(session) == session.state
    for booking in Booking.objects.filter(session=session):
        assert _replayed(booking) == booking.state
        assert _marks_replayed(booking) == booking.mark


def _take(step, session, bookings, by, someone, number):
    def save(mark, **more):
        marks = {each.uuid: Entry(each.version, mark) for each in Booking.objects.filter(session=session)}
        hubs.save_register(session, marks, by=by, **more)

    session.refresh_from_db()
    mark = ("attended", "late", "left_early", "did_not_attend", "not_expected")[number % 5]
    match step:
        case "open" | "save":
            save(mark)
        case "submit":
            save(mark, submit=True)
        case "correct":
            save(mark, reason="Misread the list")
        case "same again":
            save(Booking.objects.filter(session=session).first().mark)
        case "not held":
            hubs.mark_not_held(session, by=by, reason="Staff absence")
        case "book":
            bookings.append(hubs.book(session, someone(), by=by))
        case "cancel":
            hubs.cancel_booking(bookings[-1], by=by)


def _replayed(thing):
    state = type(thing)._meta.get_field("state").default
    for event in events.of(thing).order_by("id"):
        assert event.from_state in ("", state)
        state = event.to_state
    return state


def _marks_replayed(booking):
    mark = ""
    for event in events.of(booking).filter(what="marked").order_by("id"):
        if "mark" in event.facts["to"]:
            assert event.facts["from"]["mark"] == mark
            mark = event.facts["to"]["mark"]
    return mark
