"""The machines of a session and a booking, whole: every state, every verb, every role; and every walk replayed.

The tables here are written from the domain's pages, not from the code.
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
from hubs.register.entries import Entry
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
    ("recorded", "withdraw_register"): "not_held",
    ("corrected", "withdraw_register"): "not_held",
    ("not_held", "undo_not_held"): "scheduled",
    ("not_held", "reopen_register"): "open",
}
BOOKING = {
    ("waiting_list", "offer"): "offered",
    ("offered", "accept_offer"): "booked",
    ("offered", "decline_offer"): "declined",
    ("offered", "expire_offer"): "expired",
    ("waiting_list", "cancel_for_person"): "cancelled_by_person",
    ("offered", "cancel_for_person"): "cancelled_by_person",
    ("booked", "cancel_for_person"): "cancelled_by_person",
    ("waiting_list", "cancel_for_hub"): "cancelled_by_hub",
    ("offered", "cancel_for_hub"): "cancelled_by_hub",
    ("booked", "cancel_for_hub"): "cancelled_by_hub",
    ("booked", "move"): "moved",
    ("cancelled_by_person", "restore"): "booked",
    ("cancelled_by_hub", "restore"): "booked",
}
DAY = datetime.timedelta(days=1)
NOT_HELD = {"reason_text": "Staff absence"}
FACTS = {"mark_not_held": NOT_HELD, "withdraw_register": NOT_HELD}
HUB_ROLES = {Role.HUB_WORKER, Role.HUB_MANAGER}
BY_MANAGER = {"correct_register", "withdraw_register", "reopen_register"}
BY_ITSELF = {"offer", "expire_offer"}


def verbs(table):
    return sorted({verb for _, verb in table})


def who_may(verb, thing):
    if verb in BY_ITSELF:
        return set()
    submitted = verb == "undo_not_held" and thing.register_at
    return {Role.HUB_MANAGER} if verb in BY_MANAGER or submitted else HUB_ROLES


def a_session(state, verb, **more):
    """In a state, and at a time at which nothing but the state stands against the verb."""
    if state == "not_held" and verb == "reopen_register":
        more["not_held_at"] = timezone.now() - 2 * DAY
    return SessionFactory(state=state, **more)


def a_booking(state, verb, **more):
    if state == "offered":
        more["offered_at"] = timezone.now() - (3 * DAY if verb == "expire_offer" else DAY)
    return BookingFactory(state=state, **more)


def test_the_tables_name_every_verb_of_the_machines():
    assert verbs(SESSION) == sorted(rule.verb for rule in machine_of(Session))
    assert verbs(BOOKING) == sorted(rule.verb for rule in machine_of(Booking))


def _expect(thing, verb, role, team, target):
    """What comes of a verb: the new state, or who or what stands against it; and the page's button agrees."""
    user, may = UserFactory(role=role, teams=[team]), role in who_may(verb, thing)
    was, facts = thing.state, FACTS.get(verb, {})
    shown = can(user, verb, thing)
    if not may:
        with pytest.raises(NotYou):
            perform(thing, verb, by=user, **facts)
    elif target is None:
        with pytest.raises(WrongState):
            perform(thing, verb, by=user, **facts)
    else:
        perform(thing, verb, by=user, **facts)
    thing.refresh_from_db()
    allowed = target is not None and may
    assert shown is allowed
    assert thing.state == (target if allowed else was)
    assert events.of(thing).count() == (1 if allowed else 0)


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(SessionState.values, verbs(SESSION))))
def test_every_role_moves_a_session_only_as_the_table_says(hub, state, verb):
    for role in Role:
        _expect(a_session(state, verb, hub=hub), verb, role, hub.team, SESSION.get((state, verb)))


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(BookingState.values, verbs(BOOKING))))
def test_every_role_moves_a_booking_only_as_the_table_says(hub, state, verb):
    session_to_come = SessionFactory(hub=hub, starts_at=timezone.now() + 2 * DAY)
    for role in Role:
        booking = a_booking(state, verb, session=session_to_come)
        _expect(booking, verb, role, hub.team, BOOKING.get((state, verb)))


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(BookingState.values, sorted(BY_ITSELF))))
def test_places_are_offered_and_offers_end_by_themselves_only_as_the_table_says(session_to_come, state, verb):
    booking, target = a_booking(state, verb, session=session_to_come), BOOKING.get((state, verb))
    if target is None:
        with pytest.raises(WrongState):
            perform(booking, verb, by=None)
    assert (target is None) or perform(booking, verb, by=None).state == target


@pytest.mark.parametrize(
    "verb", sorted(set(verbs(SESSION) + verbs(BOOKING)) - BY_ITSELF - {"cancel_for_hub"})
)
@pytest.mark.django_db
def test_what_somebody_decides_does_not_happen_by_itself(verb):
    table, make = (SESSION, a_session) if verb in verbs(SESSION) else (BOOKING, a_booking)
    state = next(state for state, known in table if known == verb)
    with pytest.raises(NotYou):
        perform(make(state, verb), verb, by=None, **FACTS.get(verb, {}))


def test_an_offer_that_still_stands_does_not_end(session_to_come):
    booking = BookingFactory(session=session_to_come, state="offered")
    with pytest.raises(WrongState, match="still stands"):
        perform(booking, "expire_offer", by=None)


@pytest.mark.parametrize("verb", ["accept_offer", "decline_offer"])
def test_an_offer_of_more_than_48_hours_is_not_answered(session_to_come, worker, verb):
    offered_at = timezone.now() - datetime.timedelta(hours=48, seconds=1)
    booking = BookingFactory(session=session_to_come, state="offered", offered_at=offered_at)
    assert not can(worker, verb, booking)
    with pytest.raises(WrongState, match="This offer has ended"):
        perform(booking, verb, by=worker)


def test_an_offer_ends_when_the_session_begins(session, worker):
    booking = BookingFactory(session=session, state="offered")
    with pytest.raises(WrongState, match="This offer has ended"):
        perform(booking, "accept_offer", by=worker)


def test_not_held_is_undone_on_the_day_it_was_said_and_no_later(hub, worker):
    session = SessionFactory(hub=hub, state="not_held", not_held_at=timezone.now() - DAY)
    with pytest.raises(WrongState, match="only on the day"):
        perform(session, "undo_not_held", by=worker)


def test_on_the_day_it_was_said_a_register_is_not_opened_again_but_undone(hub, manager):
    session = SessionFactory(hub=hub, state="not_held")
    with pytest.raises(WrongState, match="undo it instead"):
        perform(session, "reopen_register", by=manager)


def test_a_worker_does_not_undo_what_set_a_submitted_register_aside(hub, worker, manager):
    session = SessionFactory(hub=hub, state="recorded")
    perform(session, "withdraw_register", by=manager, **NOT_HELD)
    with pytest.raises(NotYou):
        perform(session, "undo_not_held", by=worker)
    assert perform(session, "undo_not_held", by=manager).register_at is None


@pytest.mark.parametrize("verb", verbs(SESSION) + verbs(BOOKING))
def test_a_worker_of_another_hub_moves_nothing_here(hub, stranger, verb):
    table, make = (SESSION, a_session) if verb in verbs(SESSION) else (BOOKING, a_booking)
    state = next(state for state, known in table if known == verb)
    thing = make(state, verb, **({"hub": hub} if table is SESSION else {"session": SessionFactory(hub=hub)}))
    with pytest.raises(NotYou):
        perform(thing, verb, by=stranger, **FACTS.get(verb, {}))


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
