"""Closing a hub for some days, and what happens to its sessions."""

import datetime

import pytest
import time_machine

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from hubs import times
from hubs.actions import closing
from hubs.models import Closure, Session
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, ClosureFactory, HubFactory, SessionFactory
from tests.factories.people import CaseloadFactory

TODAY = datetime.date(2026, 6, 1)
DAY = datetime.timedelta(days=1)
WEDNESDAY, FRIDAY = TODAY + 2 * DAY, TODAY + 4 * DAY
FLOOD = "The cellar is under water"


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def close(hub, manager):
    def act(first_on=WEDNESDAY, last_on=FRIDAY, *, by=manager, reason=FLOOD, **more):
        return closing.close(hub, by=by, first_on=first_on, last_on=last_on, reason=reason, **more)

    return act


@pytest.fixture
def on_thursday(hub):
    starts = times.moment_on(TODAY + 3 * DAY, datetime.time(10))
    return SessionFactory(hub=hub, starts_at=starts, capacity=5)


def test_only_the_manager_of_the_hub_closes_it(close, worker):
    for user in (worker, UserFactory(role=Role.HUB_MANAGER, teams=[HubFactory().team])):
        with pytest.raises(NotYou):
            close(by=user)
    assert not Closure.objects.exists()


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("last_on", {"last_on": WEDNESDAY - DAY}),
        ("last_on", {"last_on": WEDNESDAY + 367 * DAY}),
        ("first_on", {"first_on": TODAY - 93 * DAY}),
        ("reason", {"reason": " - "}),
        ("reason", {"reason": "x" * 121}),
    ],
)
def test_a_closure_that_cannot_be_is_refused_at_its_field(close, field, said):
    with pytest.raises(closing.ClosureRefused) as refused:
        close(**said)
    assert refused.value.field == field


def test_a_day_is_closed_once(close, hub):
    ClosureFactory(hub=hub, first_on=FRIDAY, last_on=FRIDAY + DAY)
    ClosureFactory(first_on=WEDNESDAY, last_on=FRIDAY)  # elsewhere
    with pytest.raises(closing.ClosureRefused, match="already closed on some of these days"):
        close()
    assert close(last_on=FRIDAY - DAY).recorded_by


def test_sessions_that_nobody_has_seen_stop_the_closure(close, on_thursday):
    with pytest.raises(closing.OthersTouched):
        close(call_off=True)
    gone = SessionFactory(hub=on_thursday.hub)
    with pytest.raises(closing.OthersTouched):
        close(shown=[on_thursday.uuid, gone.uuid], call_off=True)
    assert not Closure.objects.exists()
    assert Session.objects.get(pk=on_thursday.pk).state == "scheduled"


def test_what_happens_to_the_sessions_is_chosen_and_never_silent(close, on_thursday):
    with pytest.raises(closing.ClosureRefused, match="Choose what happens") as refused:
        close(shown=[on_thursday.uuid])
    assert refused.value.field == "sessions"
    assert not Closure.objects.exists()


def test_sessions_left_on_stay_on(close, on_thursday):
    close(shown=[on_thursday.uuid], call_off=False)
    assert Session.objects.get(pk=on_thursday.pk).state == "scheduled"


def test_sessions_called_off_say_why_and_those_who_hold_the_people_are_told(close, on_thursday, someone):
    person, practitioner = someone(), UserFactory(role=Role.PRACTITIONER)
    CaseloadFactory(person=person, practitioner=practitioner)
    BookingFactory(session=on_thursday, person=person)
    close(shown=[on_thursday.uuid], call_off=True)
    session = Session.objects.get(pk=on_thursday.pk)
    assert (session.state, session.not_held_reason) == ("not_held", f"The hub is closed: {FLOOD}")
    assert Notice.objects.filter(user=practitioner).exists()


def test_only_sessions_that_nobody_has_begun_are_touched(close, hub, on_thursday):
    SessionFactory(hub=hub, starts_at=on_thursday.starts_at, state="recorded")
    SessionFactory(hub=hub, starts_at=on_thursday.starts_at, state="not_held")
    SessionFactory(starts_at=on_thursday.starts_at)  # elsewhere
    SessionFactory(hub=hub, starts_at=times.moment_on(FRIDAY + DAY, datetime.time(10)))
    assert list(closing.touched(hub, WEDNESDAY, FRIDAY)) == [on_thursday]


def test_more_sessions_than_fit_one_closure_are_refused_by_number(close, hub, on_thursday, monkeypatch):
    monkeypatch.setattr(closing, "MOST_SESSIONS", 1)
    another = SessionFactory(hub=hub, starts_at=on_thursday.starts_at)
    with pytest.raises(closing.ClosureRefused, match="shorter parts") as refused:
        close(shown=[on_thursday.uuid, another.uuid], call_off=True)
    assert refused.value.field == "last_on"


def test_a_closure_is_kept_in_the_history_without_what_was_typed(close):
    closure = close()
    said = events.of(closure).get()
    assert (said.what, said.effective_on) == ("closed", WEDNESDAY)
    assert FLOOD not in str(said.facts)


def test_a_hub_opens_before_the_last_day(close, manager):
    closure = closing.reopen(close(), by=manager, opens_on=FRIDAY)
    assert (closure.first_on, closure.last_on) == (WEDNESDAY, FRIDAY - DAY)
    assert closure.taken_back_at is None


def test_a_closure_is_taken_back_whole_and_stays_on_record(close, manager, hub):
    closure = closing.reopen(close(), by=manager, opens_on=WEDNESDAY)
    assert closure.taken_back_by == manager
    assert not Closure.objects.standing().exists()
    assert close().pk != closure.pk
    assert closing.reopen(closure, by=manager, opens_on=WEDNESDAY) == closure
    assert events.of(closure).filter(what="reopened").count() == 1


@pytest.mark.parametrize("day", [WEDNESDAY - DAY, FRIDAY + DAY])
def test_a_hub_opens_again_on_a_day_of_the_closure(close, manager, day):
    with pytest.raises(closing.ClosureRefused, match="one of the days"):
        closing.reopen(close(), by=manager, opens_on=day)


def test_a_closure_that_is_over_stays_as_it_was(hub, manager):
    over = ClosureFactory(hub=hub, first_on=TODAY - 3 * DAY, last_on=TODAY - DAY)
    with pytest.raises(closing.ClosureRefused, match="is over"):
        closing.reopen(over, by=manager, opens_on=TODAY - DAY)


def test_only_the_manager_of_the_hub_opens_it_again(close, worker):
    with pytest.raises(NotYou):
        closing.reopen(close(), by=worker, opens_on=FRIDAY)


def test_a_session_put_on_between_the_list_and_the_press_stops_the_closure(close, hub, on_thursday):
    shown = {session.uuid for session in closing.touched(hub, WEDNESDAY, FRIDAY)}
    SessionFactory(hub=hub, starts_at=on_thursday.starts_at)
    with pytest.raises(Refused, match="changed meanwhile"):
        close(shown=shown, call_off=True)
