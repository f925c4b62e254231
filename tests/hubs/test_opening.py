"""When a hub is open: its week, closures and bank holidays."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from hubs.directory import opening
from hubs.directory.opening import Span
from hubs.models import Closure, Hub, Weekday
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    BankHolidayOpeningFactory,
    ClosureFactory,
    HubFactory,
    OpeningHoursFactory,
    WomenOnlyTimeFactory,
)

MONDAY = datetime.date(2026, 6, 1)
SPRING_HOLIDAY = datetime.date(2026, 5, 25)  # a Monday
DAY = datetime.timedelta(days=1)
MORNING = Span(datetime.time(9, 30), datetime.time(12, 30))
AFTERNOON = Span(datetime.time(13, 30), datetime.time(16, 30))


def opens(hub, span, **more):
    return OpeningHoursFactory(hub=hub, opens_at=span.opens_at, closes_at=span.closes_at, **more)


@pytest.mark.parametrize(
    ("factory", "wrong"),
    [
        (OpeningHoursFactory, {"closes_at": datetime.time(9, 30)}),
        (OpeningHoursFactory, {"weekday": 7}),
        (OpeningHoursFactory, {"until_on": datetime.date(2024, 4, 1)}),
        (WomenOnlyTimeFactory, {"ends_at": datetime.time(10)}),
        (BankHolidayOpeningFactory, {"closes_at": datetime.time(10)}),
        (ClosureFactory, {"last_on": datetime.date(2020, 1, 1)}),
        (ClosureFactory, {"reason": ""}),
        (ClosureFactory, {"taken_back_by": "somebody"}),
    ],
)
def test_the_database_refuses_what_cannot_be(hub, factory, wrong):
    if "taken_back_by" in wrong:
        wrong = {"taken_back_by": UserFactory()}
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(hub=hub, **wrong)


def test_a_hub_without_hours_is_never_open(hub):
    assert all(hub.opens_on(MONDAY + DAY * step) == [] for step in range(7))


def test_a_day_may_have_several_spans_in_order(hub):
    opens(hub, AFTERNOON)
    opens(hub, MORNING)
    assert hub.opens_on(MONDAY) == [MORNING, AFTERNOON]
    assert hub.opens_on(MONDAY + DAY) == []


def test_hours_hold_from_their_first_day_to_the_day_before_they_end(hub):
    opens(hub, MORNING, from_on=MONDAY, until_on=MONDAY + 14 * DAY)
    held = [MONDAY + 7 * DAY * week for week in range(-1, 4) if hub.opens_on(MONDAY + 7 * DAY * week)]
    assert held == [MONDAY, MONDAY + 7 * DAY]


def test_a_closure_closes_its_first_and_last_day_and_what_is_between(hub):
    for weekday in Weekday:
        opens(hub, MORNING, weekday=weekday)
    ClosureFactory(hub=hub, first_on=MONDAY + DAY, last_on=MONDAY + 2 * DAY)
    assert [bool(hub.opens_on(MONDAY + DAY * step)) for step in range(4)] == [True, False, False, True]


def test_a_closure_taken_back_closes_nothing(hub, manager):
    opens(hub, MORNING)
    closure = ClosureFactory(hub=hub, first_on=MONDAY, last_on=MONDAY)
    Closure.objects.filter(pk=closure.pk).update(taken_back_by=manager, taken_back_at="2026-05-30T09:00Z")
    assert hub.opens_on(MONDAY) == [MORNING]


def test_a_hub_is_closed_on_a_bank_holiday_unless_it_says_otherwise(hub):
    opens(hub, MORNING)
    assert hub.opens_on(SPRING_HOLIDAY) == []
    assert opening.on(hub, SPRING_HOLIDAY).is_bank_holiday
    BankHolidayOpeningFactory(hub=hub, day=SPRING_HOLIDAY)
    assert hub.opens_on(SPRING_HOLIDAY) == [Span(datetime.time(10), datetime.time(14))]


def test_a_closure_beats_an_opening_on_a_bank_holiday(hub):
    BankHolidayOpeningFactory(hub=hub, day=SPRING_HOLIDAY)
    ClosureFactory(hub=hub, first_on=SPRING_HOLIDAY, last_on=SPRING_HOLIDAY)
    assert hub.opens_on(SPRING_HOLIDAY) == []


def test_minutes_open_leave_out_bank_holidays_and_closures(hub):
    opens(hub, MORNING)
    opens(hub, AFTERNOON)
    ClosureFactory(hub=hub, first_on=MONDAY, last_on=MONDAY)
    first, last = datetime.date(2026, 5, 18), datetime.date(2026, 6, 8)  # four Mondays, two of them closed
    assert opening.minutes_open([hub], first, last) == {hub.pk: 2 * 360}


def test_the_weeks_of_many_hubs_take_as_many_queries_as_the_week_of_one(hub, queries_of):
    def asked():
        found = list(Hub.objects.all())
        return queries_of(opening.minutes_open, found, MONDAY, MONDAY + 90 * DAY)

    few = asked()
    for _ in range(9):
        another = HubFactory()
        opens(another, MORNING)
        ClosureFactory(hub=another)
    assert asked() == few == 3
