"""Which days are possible: all rules ask these."""

import calendar
import datetime
from typing import TYPE_CHECKING

from foundation.design.dates import say_day, today

if TYPE_CHECKING:
    from ..models import Person

LONGEST_AHEAD = 50  # years; a date further off is a slip of the keyboard
EXPECTED_AT_MOST_DAYS_AGO = 7  # a release expected longer ago has happened, or has moved
BEFORE_BIRTH = "{} cannot be before the person was born. Check both dates."
TOO_FAR = f"The date is more than {LONGEST_AHEAD} years from now. Check the year."


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day of an earlier month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def past(person: "Person", day: datetime.date, what: str) -> str:
    if day > today():
        return f"{what} cannot be in the future."
    return BEFORE_BIRTH.format(what) if day <= person.date_of_birth else after_death(person, day, what)


def after_death(person: "Person", day: datetime.date, what: str) -> str:
    """Nothing is dated after a death; who doubts the death asks a data steward."""
    if person.died_on is None or day <= person.died_on:
        return ""
    return (
        f"A death on {say_day(person.died_on)} is recorded: {_uncapitalised(what)} cannot be after it. "
        "If the death is wrong, ask a data steward."
    )


def _uncapitalised(words: str) -> str:
    return words[:1].lower() + words[1:]


def long_past(day: datetime.date) -> bool:
    return day < today() - datetime.timedelta(days=EXPECTED_AT_MOST_DAYS_AGO)


def too_far(day: datetime.date) -> bool:
    return day.year > today().year + LONGEST_AHEAD
