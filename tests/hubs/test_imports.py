"""Importing attendance, and loading hubs."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from hubs.models import Booking, Hub, Session
from people.models import Person
from tests.factories.hubs import ActivityCategoryFactory, BookingFactory, HubFactory, SessionFactory
from tests.factories.intake import load, problems
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
HEADER = "crn hub session_on starts_at category mark reason walk_in"
CAME = "X000001 Chatham 2026-06-03 10:00 Arts attended - -"


@pytest.fixture(autouse=True)
def _hub():
    HubFactory(name="Chatham")
    ActivityCategoryFactory(type="Human citizenship", category="Arts")
    ActivityCategoryFactory(type="Human citizenship", category="Drama")
    for number in (1, 2, 3):
        PersonFactory(crn=f"X{number:06d}")


def test_a_mark_in_the_future_is_refused():
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert problems("attendance", HEADER, f"X000001 Chatham {tomorrow} 10:00 Arts attended - -") == [
        f"f:2 session_on: {tomorrow} 10:00 is in the future"
    ]


def test_a_time_that_the_clocks_skipped_is_refused():
    assert problems("attendance", HEADER, "X000001 Chatham 2026-03-29 01:30 Arts attended - -") == [
        "f:2 starts_at: 01:30 did not exist on 2026-03-29: the clocks went forward"
    ]


def test_not_held_stands_in_every_row_of_a_session_or_in_none():
    found = problems("attendance", HEADER, CAME, "X000002 Chatham 2026-06-03 10:00 Arts not_held - -")
    assert found == [
        f"f:{line} mark: not_held must stand in every row of a session or in none" for line in (2, 3)
    ]


def test_a_session_with_other_marks_cannot_be_said_not_held():
    load("attendance", HEADER, CAME)
    assert problems("attendance", HEADER, "X000002 Chatham 2026-06-03 10:00 Arts not_held - -")


@pytest.mark.parametrize("mark", ["attended", "late", "left_early"])
def test_a_reason_of_somebody_who_came_is_dropped(mark):
    row = CAME.replace("attended -", f"{mark} Sickness")
    assert load("attendance", HEADER, row) == (1, 0, 0)
    assert Booking.objects.get().absence_reason == ""
    assert load("attendance", HEADER, row) == (0, 0, 1)


def test_a_file_without_reasons_leaves_the_known_reason_of_an_absence():
    short = "crn hub session_on starts_at category mark"
    load("attendance", HEADER, CAME.replace("attended -", "did_not_attend Sickness"))
    absent = "X000001 Chatham 2026-06-03 10:00 Arts did_not_attend"
    assert load("attendance", short, absent) == (0, 0, 1)
    assert Booking.objects.get().absence_reason == "Sickness"
    assert load("attendance", short, absent.replace("did_not_attend", "late")) == (0, 1, 0)
    assert Booking.objects.get().absence_reason == ""


def test_unknown_hubs_categories_marks_and_times_are_refused():
    (line,) = problems("attendance", HEADER, "X000001 Mordor 2026-06-03 25:00 Juggling came - perhaps")
    for column in (
        "hub: “Mordor” is not in the list of hubs",
        "starts_at: “25:00”",
        "category:",
        "mark:",
        "walk_in:",
    ):
        assert column in line


def test_two_marks_of_one_person_at_one_time_are_refused():
    assert problems("attendance", HEADER, CAME, CAME.replace("attended", "late")) == [
        "f:3 row: says something else than line 2 with the same key"
    ]


def test_rows_make_one_recorded_session_of_an_hour_without_capacity():
    rows = CAME, "X000002 Chatham 2026-06-03 10:00 Arts did_not_attend Sickness -", \
        "X000003 Chatham 2026-06-03 10:00 Arts late - yes"  # fmt: skip
    assert load("attendance", HEADER, *rows) == (3, 0, 0)
    session = Session.objects.get()
    assert session.state == "recorded"
    assert session.capacity is None
    assert session.ends_at - session.starts_at == datetime.timedelta(hours=1)
    assert session.starts_at.astimezone(ZoneInfo("Europe/London")).hour == 10
    marks = Booking.objects.order_by("id").values_list("mark", "absence_reason", "walk_in")
    assert list(marks) == [("attended", "", False), ("did_not_attend", "Sickness", False), ("late", "", True)]
    assert load("attendance", HEADER, *rows) == (0, 0, 3)


def test_a_session_not_held_has_bookings_without_marks():
    load("attendance", HEADER, "X000001 Chatham 2026-06-03 10:00 Arts not_held Staff~absence -")
    assert (Session.objects.get().state, Session.objects.get().not_held_reason) == (
        "not_held",
        "Staff absence",
    )
    assert Booking.objects.get().mark == ""


def test_a_corrected_mark_keeps_the_former_one():
    load("attendance", HEADER, CAME)
    assert load("attendance", HEADER, CAME.replace("attended", "late")) == (0, 1, 0)
    assert Booking.versions.get(version_of=Booking.objects.get()).mark == "attended"


def test_another_category_moves_the_mark_to_that_session():
    load("attendance", HEADER, CAME)
    assert load("attendance", HEADER, CAME.replace("Arts", "Drama")) == (0, 1, 0)
    assert Booking.objects.get().session.category.category == "Drama"


def test_a_time_that_came_twice_is_the_first():
    load("attendance", HEADER, "X000001 Chatham 2025-10-26 01:30 Arts attended - -")
    assert Session.objects.get().starts_at == datetime.datetime(2025, 10, 26, 0, 30, tzinfo=datetime.UTC)


def test_a_session_that_is_planned_here_takes_the_imported_marks():
    start = datetime.datetime(2026, 6, 3, 9, 0, tzinfo=datetime.UTC)
    session = SessionFactory(
        hub=Session.hub.field.related_model.objects.get(), starts_at=start, held_on=start.date(),
        category=ActivityCategoryFactory(category="Arts"),
    )  # fmt: skip
    BookingFactory(session=session, person=PersonFactory(crn="X000007"))
    assert load("attendance", HEADER, CAME) == (1, 0, 0)
    assert Session.objects.get().state == "recorded"


@pytest.mark.parametrize("state", ["waiting_list", "offered"])
def test_a_turn_on_the_waiting_list_is_over_when_the_file_says_they_came(state):
    session = _session("Arts")
    BookingFactory(session=session, person=Person.objects.get(crn="X000001"), state=state)
    assert load("attendance", HEADER, CAME) == (1, 0, 0)
    standing = Booking.objects.order_by("id").values_list("state", "mark", "imported")
    assert list(standing) == [("cancelled_by_hub", "", False), ("booked", "attended", True)]
    assert load("attendance", HEADER, CAME) == (0, 0, 1)


def test_a_mark_that_moves_to_another_category_ends_the_turn_there():
    load("attendance", HEADER, CAME)
    waiting = BookingFactory(
        session=_session("Drama"), person=Person.objects.get(crn="X000001"), state="waiting_list"
    )
    assert load("attendance", HEADER, CAME.replace("Arts", "Drama")) == (0, 1, 0)
    waiting.refresh_from_db()
    assert waiting.state == "cancelled_by_hub"
    assert Booking.objects.get(mark="attended").session == waiting.session


def test_who_is_booked_in_two_sessions_of_one_time_is_marked_in_the_one_named():
    person = Person.objects.get(crn="X000001")
    arts, drama = (BookingFactory(session=_session(name), person=person) for name in ("Arts", "Drama"))
    assert load("attendance", HEADER, CAME) == (0, 1, 0)
    marks = dict(Booking.objects.values_list("session_id", "mark"))
    assert marks == {arts.session_id: "attended", drama.session_id: ""}


def _session(category: str) -> Session:
    """The session that the file is about, or one beside it."""
    start = datetime.datetime(2026, 6, 3, 9, 0, tzinfo=datetime.UTC)
    return SessionFactory(
        hub=Hub.objects.get(), category=ActivityCategoryFactory(category=category),
        starts_at=start, ends_at=start + datetime.timedelta(hours=1), held_on=start.date(),
    )  # fmt: skip
