"""Dates as people write them, and as the pages say them."""

import datetime
from datetime import UTC, date, time
from datetime import datetime as moment

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import given, strategies

from foundation.design import dates

THIRD_OF_JUNE = date(2026, 6, 3)


@pytest.fixture(autouse=True)
def _on_the_third_of_june():
    with time_machine.travel(moment(2026, 6, 3, 11, tzinfo=UTC), tick=False):
        yield


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("30 February 2026", "February 2026 has no day 30: it has 28 days."),
        ("31/4/26", "April 2026 has no day 31: it has 30 days."),
        ("0/6/2026", "June 2026 has no day 0: it has 30 days."),
        ("6/13/2026", "There is no month 13. Write the day first, like 3 6 2026."),
        ("2026-00-03", "There is no month 0. Write the day first, like 3 6 2026."),
        ("3 June", "Add the year, like 3 June 2026."),
        ("3 Juno 2026", "“juno” is not a month."),
        ("3 ju 2026", "“ju” is not a month."),
        ("Friday 3 June 2026", "3 June 2026 is a Wednesday. Check the day and the date."),
        ("3/6/1899", "The year must be between 1900 and 2100."),
        ("3/6/226", "Enter a date with its day, month and year, like 3 June 2026."),
        ("next Tuesday", "Enter a date with its day, month and year, like 3 June 2026."),
        ("٣/٦/٢٠٢٦", "Enter a date with its day, month and year, like 3 June 2026."),
    ],
)
def test_what_is_no_date_is_refused_in_plain_words(written, says):
    with pytest.raises(ValidationError) as refused:
        dates.read_day(written)
    assert refused.value.messages == [says]


@pytest.mark.parametrize(
    "written",
    [
        "3 June 2026",
        "3 june 26",
        "3rd June 2026",
        "3rd of June, 2026",
        "Wed 3 Jun 2026",
        "Wednesday, 3 June 2026",
        "3jun26",
        "03-Jun-2026",
        "3/6/26",
        "03/06/2026",
        "03.06.2026",
        "3 6 2026",
        "3-6-26",
        "2026-06-03",
        "  3   June\t2026 ",
    ],
)
def test_a_date_is_read_as_people_write_it(written):
    assert dates.read_day(written) == THIRD_OF_JUNE


@pytest.mark.parametrize("written", ["4 Sept 2026", "4 sep 2026", "4 September 2026"])
def test_september_may_be_shortened_either_way(written):
    assert dates.read_day(written) == date(2026, 9, 4)


def test_the_day_always_comes_first():
    assert dates.read_day("4/7/2026") == date(2026, 7, 4)


@pytest.mark.parametrize(("year", "full"), [("88", 1988), ("46", 2046), ("47", 1947), ("00", 2000)])
def test_two_figures_of_a_year_reach_twenty_years_ahead_and_no_further(year, full):
    assert dates.read_day(f"14/11/{year}").year == full


@given(strategies.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_is_read_back_from_each_way_it_is_written(day):
    ways = [dates.say_day(day), dates.say_weekday(day), day.isoformat(), f"{day.day}/{day.month}/{day.year}"]
    assert {dates.read_day(way) for way in ways} == {day}


@given(strategies.text(max_size=30))
def test_no_text_breaks_the_reading(text):
    try:
        read = dates.read_day(text)
    except ValidationError:
        return
    assert isinstance(read, date)


def test_a_moment_is_said_on_a_london_clock_in_summer():
    assert dates.say_moment(moment(2026, 6, 2, 23, 5, tzinfo=UTC)) == "3 June 2026, 0.05"


def test_the_hour_that_comes_twice_is_said_twice():
    before, after = moment(2026, 10, 25, 0, 30, tzinfo=UTC), moment(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert [dates.say_time(before), dates.say_time(after)] == ["1.30", "1.30"]


def test_the_hour_that_is_left_out_in_spring_is_never_said():
    assert dates.say_time(moment(2026, 3, 29, 1, 0, tzinfo=UTC)) == "2.00"


def test_a_time_has_no_leading_zero():
    assert dates.say_time(time(9, 5)) == "9.05"


def test_the_year_is_dropped_within_the_year_only():
    assert dates.say_day_short(THIRD_OF_JUNE) == "3 June"
    assert dates.say_day_short(THIRD_OF_JUNE - datetime.timedelta(days=365)) == "3 June 2025"
