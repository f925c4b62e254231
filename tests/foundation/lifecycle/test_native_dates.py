"""Dates worked out by the database equal those worked out in Python, on either engine."""

import datetime
import random

import pytest
from django.db.models import F, Value
from django.utils import timezone

from foundation.lifecycle.dates import (
    AddDays,
    AddMonths,
    DaysBetween,
    LondonDay,
    Quarter,
    add_months,
    end_of_london_day,
    quarter_end,
    quarter_of,
    quarter_start,
)
from people.models import OffenceCoverage

pytestmark = pytest.mark.django_db

DAYS = [datetime.date(2024, 8, 31), datetime.date(2023, 8, 31), datetime.date(2024, 2, 29), datetime.date(2023, 12, 31),
        datetime.date(2023, 1, 1), datetime.date(2023, 3, 31), datetime.date(2023, 4, 1)]  # fmt: skip


def worked_out(expression):
    """{date: what the database makes of it}."""
    OffenceCoverage.objects.bulk_create([OffenceCoverage(covers_to=day) for day in DAYS])
    return dict(OffenceCoverage.objects.annotate(found=expression).values_list("covers_to", "found"))


@pytest.mark.parametrize("days", [42, 0, -28])
def test_days_are_added(days):
    expected = {day: day + datetime.timedelta(days=days) for day in DAYS}
    assert worked_out(AddDays("covers_to", days)) == expected


@pytest.mark.parametrize("months", [0, 6, 18, 216])
def test_months_are_clipped_to_their_end(months):
    assert worked_out(AddMonths("covers_to", months)) == {day: add_months(day, months) for day in DAYS}


def test_31_august_and_6_months_is_the_end_of_february():
    assert add_months(datetime.date(2023, 8, 31), 6) == datetime.date(2024, 2, 29)
    assert add_months(datetime.date(2022, 8, 31), 6) == datetime.date(2023, 2, 28)
    assert add_months(datetime.date(2024, 8, 31), -6) == datetime.date(2024, 2, 29)


def test_a_quarter_is_one_number():
    assert worked_out(Quarter("covers_to")) == {day: quarter_of(day) for day in DAYS}
    assert all(quarter_start(quarter_of(day)) <= day <= quarter_end(quarter_of(day)) for day in DAYS)


def test_days_between_two_dates_are_counted():
    since = datetime.date(2023, 3, 1)
    assert worked_out(DaysBetween(F("covers_to"), Value(since))) == {day: (day - since).days for day in DAYS}


def test_expressions_nest_with_their_parameters():
    since = datetime.date(2022, 8, 31)
    found = worked_out(DaysBetween(F("covers_to"), AddMonths(Value(since), 6)))
    assert found == {day: (day - datetime.date(2023, 2, 28)).days for day in DAYS}


def test_the_day_of_a_moment_is_that_of_london():
    chance = random.Random(7)
    first = datetime.datetime(1997, 1, 1, tzinfo=datetime.UTC)
    moments = [first + datetime.timedelta(minutes=chance.randrange(40 * 366 * 24 * 60)) for _ in range(300)]
    for year in range(2020, 2030):
        for month, day in ((3, 25), (10, 25)):
            sunday = datetime.datetime(year, month, day, tzinfo=datetime.UTC)
            sunday += datetime.timedelta(days=6 - sunday.weekday())
            moments += [sunday + datetime.timedelta(hours=hours, seconds=seconds)
                        for hours in (-1, 0, 1, 23) for seconds in (-1, 0, 1)]  # fmt: skip
    for moment in moments:
        loaded = OffenceCoverage.objects.create(covers_to=DAYS[0])
        OffenceCoverage.objects.filter(pk=loaded.pk).update(recorded_at=moment)
    found = OffenceCoverage.objects.annotate(day=LondonDay("recorded_at")).values_list("recorded_at", "day")
    assert all(day == timezone.localdate(moment) for moment, day in found)


def test_the_end_of_a_summer_day_in_london_is_an_hour_before_that_of_greenwich():
    ends = end_of_london_day(datetime.date(2024, 7, 1)).astimezone(datetime.UTC)
    assert ends.isoformat() == "2024-07-01T22:59:59.999999+00:00"
