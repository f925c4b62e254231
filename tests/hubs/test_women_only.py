"""A session for women only says so where people are booked, and flags whoever is not recorded as a woman."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from hubs import scope
from hubs.models import Session
from hubs.timetable import single
from tests.factories.hubs import BookingFactory, SessionFactory, WomenOnlyTimeFactory

pytestmark = pytest.mark.django_db

FLAG = "Not recorded as a woman"


def at(hub, hour, **more):
    """A session next week, an hour long."""
    day = timezone.localdate() + datetime.timedelta(days=7)
    starts_at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))
    return SessionFactory(
        hub=hub, starts_at=starts_at, ends_at=starts_at + datetime.timedelta(hours=1), **more
    )


@pytest.mark.parametrize(("hour", "is_for_women"), [(9, False), (10, True), (11, True), (12, False)])
def test_a_women_only_time_of_the_hub_makes_its_sessions_so(hub, hour, is_for_women):
    session = at(hub, hour)
    WomenOnlyTimeFactory(hub=hub, weekday=session.held_on.weekday())
    assert scope.is_for_women(session) == is_for_women


def test_a_time_of_another_day_or_hub_does_not(hub):
    session = at(hub, 10)
    WomenOnlyTimeFactory(hub=hub, weekday=(session.held_on.weekday() + 1) % 7)
    WomenOnlyTimeFactory(weekday=session.held_on.weekday())
    assert not scope.is_for_women(session)


@pytest.mark.parametrize("women_only", [True, False])
def test_the_pages_of_booking_flag_a_man_where_it_is_for_women(as_worker, hub, someone, women_only):
    session, _, _ = at(hub, 10, women_only=women_only), someone(sex="female"), someone(sex="male")
    page = as_worker.get(reverse("booking_create", args=[session.uuid])).content.decode()
    assert (page.count(FLAG), "for women only" in page) == (int(women_only), women_only)
    group = {"do": "find", "name": "", "cohort": "", "sessions": [str(session.uuid)]}
    page = as_worker.post(reverse("booking_group", args=[session.uuid]), group).content.decode()
    assert ("for women only" in page) == women_only


def test_a_man_is_booked_all_the_same_and_flagged_on_the_page_of_the_session(as_worker, hub, someone):
    session, man = at(hub, 10, women_only=True), someone(sex="male")
    typed = {"do": "book", "people": [str(man.uuid)], "name": ""}
    assert as_worker.post(reverse("booking_create", args=[session.uuid]), typed).status_code == 302
    BookingFactory(session=session, person=someone(sex="female"))
    page = as_worker.get(reverse("session_detail", args=[session.uuid])).content.decode()
    assert (page.count(FLAG), "for women only" in page) == (1, True)


def test_one_session_is_made_for_women_only_later(hub, worker):
    session = at(hub, 10)
    standing = {name: getattr(session, name) for name in single.Wanted._fields}
    wanted = single.Wanted(**standing | {"women_only": True})
    done = single.change_session(session, wanted, by=worker, seen=session.version, reason="Asked for by many")
    assert (done.is_changed, Session.objects.get().women_only) == (True, True)
