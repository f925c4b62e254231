"""Putting a session on, on both clock-change nights too, and saying that it was not held."""

import datetime
import uuid

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from foundation.accounts.access import NotYou
from foundation.accounts.models import OutgoingMail
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, WrongState
from hubs import actions as hubs
from hubs import times
from hubs.models import Session
from tests.factories.accounts import UserFactory
from tests.factories.hubs import ActivityCategoryFactory, SessionFactory
from tests.factories.people import CaseloadFactory

DAY = datetime.date(2026, 6, 3)


def at(hour, minute=0, day=DAY):
    return times.moment_on(day, datetime.time(hour, minute))


@pytest.fixture(autouse=True)
def _two_days_before():
    with time_machine.travel(datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def put_on(hub, worker):
    def create(starts_at, ends_at, *, by=worker, key=None, **more):
        return hubs.create_session(
            hub, by=by, key=key or uuid.uuid4(), category=ActivityCategoryFactory(), starts_at=starts_at,
            ends_at=ends_at, **more,
        )  # fmt: skip

    return create


def test_a_session_that_ends_before_it_starts_is_refused(put_on):
    with pytest.raises(hubs.SessionRefused, match="after the start") as refused:
        put_on(at(14), at(12))
    assert refused.value.field == "ends"
    assert not Session.objects.exists()


def test_a_session_of_more_than_twelve_hours_is_refused(put_on):
    with pytest.raises(hubs.SessionRefused, match="12 hours at most"):
        put_on(at(8), at(20, 1))


def test_a_session_of_twelve_hours_is_allowed(put_on):
    assert put_on(at(8), at(20)).state == "scheduled"


def test_a_session_of_more_than_three_months_back_is_refused(put_on):
    first = datetime.date(2026, 3, 1)  # three months back to the day
    assert put_on(at(8, day=first), at(10, day=first)).held_on == first
    before = datetime.date(2026, 2, 28)
    with pytest.raises(hubs.SessionRefused, match="more than 3 months back") as refused:
        put_on(at(8, day=before), at(10, day=before))
    assert refused.value.field == "held_on"


def test_a_lead_from_another_hub_is_refused(put_on, stranger):
    with pytest.raises(hubs.SessionRefused, match="does not work at Chatham"):
        put_on(at(8), at(10), lead=stranger)


def test_a_worker_of_another_hub_puts_nothing_on_here(put_on, stranger):
    with pytest.raises(NotYou):
        put_on(at(8), at(10), by=stranger)


def test_the_same_form_twice_is_one_session(put_on):
    key = uuid.uuid4()
    assert put_on(at(8), at(10), key=key) == put_on(at(8), at(10), key=key)
    assert Session.objects.count() == 1


def test_a_session_takes_effect_on_its_own_day(put_on, worker):
    (event,) = events.of(put_on(at(10), at(12)))
    assert (event.what, event.effective_on, event.by) == ("created", DAY, worker)


def test_late_on_a_summer_evening_is_still_that_day_in_london(put_on):
    assert put_on(at(23, 30), at(23, 45)).held_on == DAY


@pytest.mark.parametrize("written", ["", "25.00", "9.60", "half nine", "13pm", "0am", "9.5.1", "²"])
def test_what_is_no_time_is_refused(written):
    with pytest.raises(ValidationError):
        times.read_time(written)


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [("9.30", 9, 30), ("14:00", 14, 0), ("0930", 9, 30), ("2pm", 14, 0), ("12 am", 0, 0), ("2.30 pm", 14, 30),
     ("9", 9, 0)],
)  # fmt: skip
def test_times_are_read_as_people_write_them(written, hour, minute):
    assert times.read_time(written) == datetime.time(hour, minute)


def test_the_hour_that_the_spring_night_leaps_over_is_refused_in_plain_words():
    with pytest.raises(ValidationError) as refused:
        times.moment_on(datetime.date(2026, 3, 29), datetime.time(1, 30))
    assert refused.value.messages == [
        "The clocks go forward that night: there is no 1.30. Choose a time before 1.00 or from 2.00."
    ]


def test_the_hour_that_comes_twice_in_autumn_is_the_first_one():
    moment = times.moment_on(datetime.date(2026, 10, 25), datetime.time(1, 30))
    assert moment == datetime.datetime(2026, 10, 25, 0, 30, tzinfo=datetime.UTC)


def test_an_autumn_night_session_over_the_change_is_counted_in_real_hours(put_on):
    night = datetime.date(2026, 10, 25)
    session = put_on(at(0, 30, night), at(2, 30, night))
    assert session.ends_at - session.starts_at == datetime.timedelta(hours=3)


TO_THE_MINUTE = st.builds(datetime.time, st.integers(0, 23), st.integers(0, 59))


@given(st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 12, 31)), TO_THE_MINUTE)
def test_a_time_that_exists_is_shown_as_it_was_typed(day, time):
    try:
        moment = times.moment_on(day, time)
    except ValidationError:
        assert day.month == 3
        assert time.hour == 1
    else:
        shown = timezone.localtime(moment)
        assert (shown.date(), shown.time()) == (day, time)


def test_a_session_needs_a_reason_not_to_be_held(session, worker):
    with pytest.raises(Refused, match="Choose why"):
        hubs.mark_not_held(session, by=worker, reason=" ")


@pytest.mark.parametrize("state", ["recorded", "corrected"])
def test_only_the_hub_manager_says_that_a_recorded_session_was_not_held(hub, worker, state):
    with pytest.raises(NotYou, match="Only the hub manager"):
        hubs.mark_not_held(SessionFactory(hub=hub, state=state), by=worker, reason="Staff absence")


def test_a_session_is_not_called_off_twice(hub, worker):
    with pytest.raises(WrongState, match="cannot be called off again"):
        hubs.mark_not_held(SessionFactory(hub=hub, state="not_held"), by=worker, reason="Staff absence")


def test_a_stranger_does_not_call_a_session_off(session, stranger):
    with pytest.raises(NotYou):
        hubs.mark_not_held(session, by=stranger, reason="Staff absence")


def test_a_lead_who_calls_it_off_or_left_the_hub_is_told_nothing(hub, worker, stranger):
    for lead in (worker, stranger):
        hubs.mark_not_held(SessionFactory(hub=hub, lead=lead), by=worker, reason="Staff absence")
        assert not lead.notices.exists()


def test_a_lead_is_told_that_a_colleague_called_it_off_and_put_it_on_again(hub, worker, colleague):
    session = SessionFactory(hub=hub, lead=colleague, title="Talk with Kofi")
    hubs.hold_after_all(hubs.mark_not_held(session, by=worker, reason="Staff absence"), by=worker)
    kinds = [notice.kind for notice in colleague.notices.order_by("pk")]
    assert kinds == ["led_session_not_held", "led_session_on_again"]
    for mail in OutgoingMail.objects.filter(user=colleague):
        assert "Chatham, 1 June 2026" in mail.text
        assert "Kofi" not in mail.subject + mail.text


def test_bookings_of_a_session_not_held_stay_and_their_holders_are_told(
    session, booked, worker, django_capture_on_commit_callbacks, mailoutbox
):
    (booking,) = booked()
    holder = UserFactory()
    CaseloadFactory(person=booking.person, practitioner=holder)
    with django_capture_on_commit_callbacks(execute=True):
        hubs.mark_not_held(session, by=worker, reason="Staff absence")
    booking.refresh_from_db()
    session.refresh_from_db()
    assert (booking.state, session.state, session.not_held_reason) == ("booked", "not_held", "Staff absence")
    (mail,) = mailoutbox
    assert "is not held" in holder.notices.get().text
    assert booking.person.family_name not in holder.notices.get().text + mail.subject + mail.body
