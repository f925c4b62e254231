"""Working days of England."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.lifecycle.working_days import add_working_days, is_working_day, working_days_between

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="0 or more"):
        add_working_days(datetime.date(2026, 6, 3), -1)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (datetime.date(2026, 6, 3), 5, datetime.date(2026, 6, 10)),  # over a weekend
        (
            datetime.date(2026, 4, 2),
            1,
            datetime.date(2026, 4, 7),
        ),  # over Easter: Friday and Monday are bank holidays
        (
            datetime.date(2026, 12, 24),
            1,
            datetime.date(2026, 12, 29),
        ),  # Boxing Day on a Saturday, Monday instead
        (datetime.date(2026, 6, 6), 0, datetime.date(2026, 6, 6)),
    ],
)
def test_working_days_pass_over_weekends_and_bank_holidays(start, count, due):
    assert add_working_days(start, count) == due


@given(DAYS, st.integers(1, 40))
def test_adding_and_counting_agree(start, count):
    due = add_working_days(start, count)
    assert is_working_day(due)
    assert working_days_between(start, due) == count
    assert working_days_between(due, start) == -count


@given(DAYS, st.integers(0, 900))
def test_counting_gives_what_asking_each_day_gives(start, days):
    through = [start + datetime.timedelta(days=number) for number in range(1, days + 1)]
    end = start + datetime.timedelta(days=days)
    assert working_days_between(start, end) == sum(map(is_working_day, through))
