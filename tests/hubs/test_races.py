"""Two workers at once: the last chair, one mark, one form clicked twice."""

import datetime
import uuid
from functools import partial

import pytest
from django.utils import timezone

from foundation.lifecycle.models import Event
from hubs import actions as hubs
from hubs.models import Booking, Session
from hubs.register.entries import Entry, Kept, MarksClash
from tests.factories.hubs import ActivityCategoryFactory, SessionFactory
from tests.races import at_once, shared_database  # noqa: F401

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
ROUNDS = 6


def count(found, kind):
    return sum(isinstance(each, kind) for each in found)


def test_the_last_chair_is_given_once(hub, someone, worker, colleague):
    for _ in range(ROUNDS):
        starts_at = timezone.now() + datetime.timedelta(days=1)
        session, one, two = SessionFactory(hub=hub, starts_at=starts_at, capacity=1), someone(), someone()
        found = at_once(
            lambda session=session, one=one: hubs.book(session, one, by=worker),
            lambda session=session, two=two: hubs.book(session, two, by=colleague),
        )
        assert (count(found, Booking), count(found, hubs.BookingRefused)) == (1, 1), found
        assert Booking.objects.filter(session=session).count() == 1


def test_one_person_booked_twice_at_once_has_one_booking(session_to_come, someone, worker, colleague):
    person = someone()
    found = at_once(*(lambda by=by: hubs.book(session_to_come, person, by=by) for by in (worker, colleague)))
    assert len({each.pk for each in found}) == 1
    assert Event.objects.filter(what="booked").count() == 1


def test_of_two_different_marks_one_is_kept_and_the_other_worker_is_shown_it(hub, booked, worker, colleague):
    for _ in range(ROUNDS):
        session = SessionFactory(hub=hub)
        (booking,) = booked(into=session)
        found = at_once(
            *(
                partial(hubs.save_register, session, {booking.uuid: Entry(0, mark)}, by=by)
                for by, mark in ((worker, "attended"), (colleague, "did_not_attend"))
            )
        )
        assert (count(found, Kept), count(found, MarksClash)) == (1, 1), found
        assert Event.objects.filter(what="marked", subject_id=booking.pk).count() == 1


def test_a_double_click_puts_one_session_on(hub, worker):
    category, key, now = ActivityCategoryFactory(), uuid.uuid4(), timezone.now()
    later = now + datetime.timedelta(hours=1)
    found = at_once(
        *(
            lambda: hubs.create_session(
                hub, by=worker, key=key, category=category, starts_at=now, ends_at=later
            )
            for _ in range(2)
        )
    )
    assert len({each.pk for each in found}) == 1
    assert Session.objects.count() == 1
