"""The days a controlled report can be as at: the last days of months, and no others (outcomes: Differencing guard).

Whoever could choose any day would subtract one day's report from the next day's.
"""

import calendar
import datetime
from collections.abc import Iterator
from itertools import islice

from outcomes.periods import Period

OFFERED = 12


def month_end(day: datetime.date) -> datetime.date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def is_month_end(day: datetime.date) -> bool:
    """Whether a day is the last of its month."""
    return day == month_end(day)


def last_month_end(today: datetime.date) -> datetime.date:
    """The latest last day of a month that has come."""
    return today if is_month_end(today) else today.replace(day=1) - datetime.timedelta(days=1)


def month_ends(today: datetime.date) -> Iterator[datetime.date]:
    """The last days of months that have come, the latest first, without end."""
    day = last_month_end(today)
    while True:
        yield day
        day = day.replace(day=1) - datetime.timedelta(days=1)


def can_be_published(period: Period, as_at: datetime.date, today: datetime.date) -> bool:
    """Whether the report of a period can be published as at a day: the last of a month that has come, and not before
    the period has ended.
    """
    return is_month_end(as_at) and period.ends_on <= as_at <= today


def days_to_publish(period: Period, today: datetime.date) -> list[datetime.date]:
    """The latest of the days that a period can be published as at, the newest first; none before it has ended."""
    latest = islice(month_ends(today), OFFERED)
    return [day for day in latest if can_be_published(period, day, today)]
