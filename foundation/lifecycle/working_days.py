"""Working days of England: not Saturdays, Sundays or bank holidays. Offline (domain: Clocks)."""

import datetime
from functools import cache

import holidays

ONE_DAY = datetime.timedelta(days=1)


@cache
def _bank_holidays(year: int) -> dict[datetime.date, str]:
    """The bank holidays of a year with their names."""
    return dict(sorted(holidays.country_holidays("GB", subdiv="ENG", years=year).items()))


def is_bank_holiday(day: datetime.date) -> bool:
    return day in _bank_holidays(day.year)


def bank_holidays(first: datetime.date, last: datetime.date) -> dict[datetime.date, str]:
    """The bank holidays from the first day to the last, in order, with their names."""
    years = range(first.year, last.year + 1)
    named = {day: name for year in years for day, name in _bank_holidays(year).items()}
    return {day: name for day, name in named.items() if first <= day <= last}


def is_working_day(day: datetime.date) -> bool:
    return day.weekday() < 5 and not is_bank_holiday(day)


def add_working_days(day: datetime.date, count: int) -> datetime.date:
    """The working day `count` working days after `day`; `day` itself is not counted, count must be 0 or more."""
    if count < 0:
        raise ValueError("count must be 0 or more")
    while count:
        day += ONE_DAY
        count -= is_working_day(day)
    return day


def working_days_between(start: datetime.date, end: datetime.date) -> int:
    """How many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    return _weekdays_by(end) - _weekdays_by(start) - _bank_holidays_between(start, end)


def _weekdays_by(day: datetime.date) -> int:
    """How many Mondays to Fridays there were up to and including the day; the first day of all was a Monday."""
    weeks, rest = divmod(day.toordinal(), 7)
    return 5 * weeks + min(rest, 5)


def _bank_holidays_between(start: datetime.date, end: datetime.date) -> int:
    """Those on Mondays to Fridays after `start` up to and including `end`."""
    years = range(start.year, end.year + 1)
    return sum(start < day <= end for year in years for day in _bank_holidays(year) if day.weekday() < 5)
