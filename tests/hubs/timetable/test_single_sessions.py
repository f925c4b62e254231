"""One session changed on its own: refusals first."""

import datetime

import pytest
from django.utils import timezone

from foundation.accounts.models import Notice
from foundation.lifecycle.transitions import Refused, WrongState
from hubs.actions import SessionRefused, create_session
from hubs.models import Booking, Session
from hubs.timetable import single
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    ActivityCategoryFactory,
    BookingFactory,
    HubFactory,
    RoomFactory,
    SessionFactory,
)
from tests.factories.people import CaseloadFactory

AT_TEN = timezone.make_aware(datetime.datetime(2027, 3, 9, 10, 0))
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def session(hub):
    return SessionFactory(hub=hub, starts_at=AT_TEN, ends_at=AT_TEN + HOUR, capacity=4)


@pytest.fixture
def change(session, worker):
    def make(seen=None, reason="The lead is away", **other):
        now = {name: getattr(session, name) for name in single.Wanted._fields}
        seen = session.version if seen is None else seen
        return single.change_session(
            session, single.Wanted(**now | other), by=worker, seen=seen, reason=reason
        )

    return make


@pytest.mark.parametrize("state", ["recorded", "not_held"])
def test_a_session_that_is_over_is_not_changed(hub, state):
    session = SessionFactory(hub=hub, state=state)
    with pytest.raises(WrongState, match="cannot be changed now"):
        single.check_may_be_changed(session)


def test_a_marked_session_is_not_re_timed_and_may_still_get_another_lead(session, change, worker):
    Session.objects.filter(pk=session.pk).update(state="open")
    with pytest.raises(WrongState, match="it has marks, so its time stays"):
        change(starts_at=AT_TEN + HOUR, ends_at=AT_TEN + 2 * HOUR)
    assert change(lead=worker).session.lead == worker


def test_a_stale_page_changes_nothing(session, change):
    with pytest.raises(Refused, match="Somebody else has changed"):
        change(seen=session.version + 1, capacity=5)


def test_a_time_that_is_past_or_ends_before_it_begins_is_refused_at_its_field(change):
    for field, starts_at, ends_at in (
        ("starts", AT_TEN - 400 * HOUR, AT_TEN),
        ("ends", AT_TEN, AT_TEN),
        ("ends", AT_TEN, AT_TEN + 13 * HOUR),
    ):
        with pytest.raises(SessionRefused) as refused:
            change(starts_at=starts_at, ends_at=ends_at)
        assert refused.value.field == field


def test_fewer_places_than_people_are_refused_with_how_many(session, change):
    BookingFactory.create_batch(3, session=session)
    with pytest.raises(SessionRefused, match="3 people have a place in this session"):
        change(capacity=2)
    assert change(capacity=3).is_changed


def test_who_came_beyond_the_places_stands_against_neither_more_places_nor_fewer(session, change, worker):
    BookingFactory.create_batch(2, session=session)
    BookingFactory.create_batch(4, session=session, walk_in=True, allowed_by=worker)
    assert change(capacity=5).is_changed
    session.refresh_from_db()
    assert change(capacity=2).is_changed


def test_a_room_that_is_taken_too_small_or_elsewhere_is_refused(hub, session, change, room):
    SessionFactory(hub=hub, room=room, title="Choir", starts_at=AT_TEN - HOUR, ends_at=AT_TEN + HOUR)
    with pytest.raises(
        SessionRefused, match=r"Kitchen is taken: Choir, Tuesday 9 March 2027, 9\.00 to 11\.00"
    ):
        change(room=room)
    with pytest.raises(SessionRefused, match="holds 3 people"):
        change(room=RoomFactory(hub=hub, name="Office", holds=3))
    with pytest.raises(SessionRefused, match="is not at Chatham"):
        change(room=RoomFactory(hub=HubFactory(), name="Hall"))


def test_a_new_session_does_not_go_into_a_taken_room_either(hub, worker, room):
    SessionFactory(hub=hub, room=room, starts_at=AT_TEN, ends_at=AT_TEN + HOUR)
    category = ActivityCategoryFactory()
    with pytest.raises(SessionRefused, match="Kitchen is taken"):
        create_session(hub, by=worker, key=category_key(), category=category, starts_at=AT_TEN, ends_at=AT_TEN + HOUR,
                       room=room, capacity=4)  # fmt: skip


def category_key():
    return Session._meta.get_field("uuid").get_default()


def test_what_is_so_already_changes_nothing(session, change):
    assert not change().is_changed
    assert Session.objects.get(pk=session.pk).version == session.version


def test_a_new_day_goes_with_the_bookings_and_is_told_once(session, change, someone):
    booking = BookingFactory(session=session, person=someone())
    CaseloadFactory(person=booking.person, practitioner=UserFactory())
    later = AT_TEN + 24 * HOUR
    change(starts_at=later, ends_at=later + HOUR)
    assert Session.objects.get(pk=session.pk).held_on == datetime.date(2027, 3, 10)
    assert Booking.objects.get(pk=booking.pk).held_on == datetime.date(2027, 3, 10)
    notice = Notice.objects.get(kind="session_re_timed")
    assert "10 March 2027, 10.00 to 11.00" in notice.text
    assert booking.person.family_name not in notice.text


def test_more_places_are_offered_to_those_waiting(hub, change, session, someone):
    BookingFactory.create_batch(4, session=session)
    waiting = BookingFactory(
        session=session, person=someone(), state="waiting_list", queued_at=timezone.now()
    )
    change(capacity=5)
    assert Booking.objects.get(pk=waiting.pk).state == "offered"


def test_a_lead_with_two_sessions_at_once_is_said(hub, change, worker):
    SessionFactory(hub=hub, lead=worker, title="Choir", starts_at=AT_TEN, ends_at=AT_TEN + HOUR)
    assert change(lead=worker).warnings == [
        "Marcus Oyelaran leads something else at the same time: Choir, Tuesday 9 March 2027, 10.00 to 11.00."
    ]
