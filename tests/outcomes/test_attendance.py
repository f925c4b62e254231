"""H2: attendance (outcomes: section 1)."""

import datetime

import pytest

from foundation.lifecycle.dates import LONDON
from outcomes.indicators import indicator
from outcomes.moments import report_moment
from outcomes.periods import quarter_with
from outcomes.places import place_named
from outcomes.report import line_of
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.people import LimitedAccessFactory
from tests.outcomes.scenes import AS_AT, a_line, living_in, parts
from tests.outcomes.scenes import RELEASED as DAY

H2 = "attendance-rate"


@pytest.fixture
def hub(db):
    return HubFactory(name="Chatham")


def a_session(hub, state="recorded", day=DAY):
    return SessionFactory(
        hub=hub, state=state, starts_at=datetime.datetime.combine(day, datetime.time(10), LONDON)
    )


@pytest.mark.parametrize(
    ("mark", "part"),
    [("attended", "event"), ("late", "event"), ("left_early", "event"), ("did_not_attend", "non_event"),
     ("not_expected", "not_expected"), ("", "unknown")],
)  # fmt: skip
def test_every_mark_is_one_part(person, hub, mark, part):
    BookingFactory(session=a_session(hub), person=person, mark=mark, state="booked")
    assert parts(H2) == {part: 1}


def test_walk_ins_are_shown_apart_and_in_no_part(person, hub):
    BookingFactory(session=a_session(hub), person=person, mark="attended", state="booked", walk_in=True)
    assert parts(H2) == {"walk_in": 1}
    assert a_line(H2).cell.denominator == 0


@pytest.mark.parametrize(("came", "shown"), [(0, 0), (9, None), (12, 10)])
def test_walk_ins_leave_the_hub_under_the_same_control(medway, hub, came, shown):
    session = a_session(hub)
    for _ in range(came):
        BookingFactory(
            session=session, person=living_in(medway), mark="attended", state="booked", walk_in=True
        )
    line = line_of(
        indicator(H2), place_named("hub", "Chatham"), quarter_with(DAY), report_moment(AS_AT), False
    )
    assert line.apart == {"walk_in": shown}


def test_walk_ins_of_a_hub_do_not_follow_from_england_less_the_other_hubs(medway, hub):
    for place, came in ((hub, 3), (HubFactory(name="Dover"), 12), (HubFactory(name="Ashford"), 40)):
        session = a_session(place)
        for _ in range(came):
            BookingFactory(
                session=session, person=living_in(medway), mark="attended", state="booked", walk_in=True
            )
    shown = [
        line_of(indicator(H2), place_named("hub", name), quarter_with(DAY), report_moment(AS_AT), False).apart
        for name in ("Chatham", "Dover", "Ashford")
    ]
    assert [each["walk_in"] for each in shown] == [None, None, 40]


@pytest.mark.parametrize("state", ["scheduled", "open", "not_held"])
def test_only_sessions_whose_register_says_held_count(person, hub, state):
    BookingFactory(session=a_session(hub, state), person=person, mark="attended", state="booked")
    assert parts(H2) == {}


@pytest.mark.parametrize(
    "state", ["cancelled_by_person", "cancelled_by_hub", "moved", "waiting_list", "offered"]
)
def test_only_bookings_standing_when_the_session_began_count(person, hub, state):
    BookingFactory(session=a_session(hub), person=person, mark="", state=state)
    assert parts(H2) == {}


def test_attendance_belongs_to_the_hub_of_the_session(person, hub):
    BookingFactory(session=a_session(hub), person=person, mark="attended", state="booked")
    assert parts(H2, kind="hub", name="Chatham") == {"event": 1}


def test_a_session_after_the_as_at_date_had_not_been_held(person, hub):
    BookingFactory(session=a_session(hub), person=person, mark="attended", state="booked")
    assert parts(H2, as_at=DAY - datetime.timedelta(days=1)) == {}


def test_attendance_matures_with_the_period_and_settles_four_weeks_later(person):
    ends = datetime.date(2023, 3, 31)
    told = {
        days: a_line(H2, as_at=ends + datetime.timedelta(days=days)).cell.maturity for days in (-1, 0, 27, 28)
    }
    assert told == {-1: "immature", 0: "provisional", 27: "provisional", 28: "final"}


def test_people_with_restricted_records_count_in_every_figure(medway, hub):
    person = living_in(medway)
    LimitedAccessFactory(person=person, kind="restriction", user=None)
    BookingFactory(session=a_session(hub), person=person, mark="attended", state="booked")
    assert parts(H2) == {"event": 1}
