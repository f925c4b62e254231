"""By which month a step is to be done: this month, or one of the two years ahead."""

import calendar
import datetime

from foundation.design.dates import today

AHEAD = 24
NOT_OPEN = "Choose this month or one of the next two years."


def say_month(day: datetime.date) -> str:
    """June 2026"""
    return f"{calendar.month_name[day.month]} {day.year}"


def coming() -> list[datetime.date]:
    """The first days of the months that can be chosen."""
    first = today().replace(day=1)
    return [_months_after(first, number) for number in range(AHEAD + 1)]


def is_open(day: datetime.date) -> bool:
    """Whether a step can be due in the month of this day."""
    return day.replace(day=1) in coming()


def _months_after(first: datetime.date, number: int) -> datetime.date:
    year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
    return datetime.date(year, month + 1, 1)
