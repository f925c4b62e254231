"""Dates and times as people here write and read them: 3 June 2026, 9.05, in Europe/London.

Reading is day-first always; a date that cannot be is refused with a sentence that says why (interface:
Rules 4, 8).
"""

import calendar
import datetime
import re

from django.core.exceptions import ValidationError
from django.utils import timezone

MONTHS = [name.lower() for name in calendar.month_name]
WEEKDAYS = [name.lower() for name in calendar.day_name]
EXAMPLE = "For example, 3 June 2026"
EARLIEST, LATEST = 1900, 2100
YEARS_AHEAD = 20  # how far into the future "46" is still 2046 and not 1946

_GAP = r"[\s./,-]+"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}}){_GAP}([0-9]{{1,2}}){_GAP}([0-9]{{1,2}})")
_NUMBERS = re.compile(rf"([0-9]{{1,2}}){_GAP}([0-9]{{1,2}}){_GAP}([0-9]{{4}}|[0-9]{{2}})")
_WORDS = re.compile(
    rf"(?:([a-z]+){_GAP})?([0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?(?:{_GAP})?([a-z]+)"
    rf"(?:(?:{_GAP})?([0-9]{{4}}|[0-9]{{2}}))?"
)


def local(moment: datetime.datetime) -> datetime.datetime:
    """The moment on a London clock; a moment without a zone is taken as London's already."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def day_of(value: datetime.date | datetime.datetime) -> datetime.date:
    """The London day that a date or a moment falls on."""
    return local(value).date() if isinstance(value, datetime.datetime) else value


def today() -> datetime.date:
    return timezone.localdate()


def say_day(value: datetime.date | datetime.datetime) -> str:
    """3 June 2026"""
    day = day_of(value)
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def say_day_short(value: datetime.date | datetime.datetime) -> str:
    """3 June within the current year, else 3 June 2026"""
    day = day_of(value)
    return f"{day.day} {calendar.month_name[day.month]}" if day.year == today().year else say_day(day)


def say_weekday(value: datetime.date | datetime.datetime) -> str:
    """Wednesday 3 June 2026"""
    day = day_of(value)
    return f"{calendar.day_name[day.weekday()]} {say_day(day)}"


def say_time(value: datetime.datetime | datetime.time) -> str:
    """9.05 or 16.40"""
    moment = local(value) if isinstance(value, datetime.datetime) else value
    return f"{moment.hour}.{moment.minute:02}"


def say_moment(value: datetime.datetime) -> str:
    """3 June 2026, 9.05"""
    return f"{say_day(value)}, {say_time(value)}"


def read_day(text: str) -> datetime.date:
    """The day that somebody typed.

    Reads 3 June 2026, Wed 3rd June 2026, 3 jun 26, 3/6/26, 03.06.2026 and 2026-06-03.

    Raises ValidationError in plain words when it is no date, lacks a year or cannot exist.
    """
    written = " ".join(text.split()).lower()
    if match := _YEAR_FIRST.fullmatch(written):
        return _existing(int(match[3]), int(match[2]), int(match[1]))
    if match := _NUMBERS.fullmatch(written):
        return _existing(int(match[1]), int(match[2]), _full_year(match[3]))
    if match := _WORDS.fullmatch(written):
        return _from_words(*match.groups())
    raise ValidationError("Enter a date with its day, month and year, like 3 June 2026.", code="invalid")


def _from_words(weekday: str | None, day: str, month: str, year: str | None) -> datetime.date:
    number = _place(month, MONTHS)
    if not number:
        raise ValidationError("“%(month)s” is not a month.", code="invalid", params={"month": month})
    if not year:
        raise ValidationError("Add the year, like 3 June 2026.", code="invalid")
    found = _existing(int(day), number, _full_year(year))
    if weekday and _place(weekday, WEEKDAYS) != found.weekday():
        actual = calendar.day_name[found.weekday()]
        raise ValidationError(
            "%(date)s is a %(actual)s. Check the day and the date.",
            code="invalid",
            params={"date": say_day(found), "actual": actual},
        )
    return found


def _place(word: str, names: list[str]) -> int | None:
    """Where a name stands in the list; three letters are enough."""
    found = (place for place, name in enumerate(names) if len(word) >= 3 and name.startswith(word))
    return next(found, 9 if word == "sept" and names is MONTHS else None)


def _full_year(year: str) -> int:
    """Two digits mean the last such year that is at most YEARS_AHEAD from now."""
    if len(year) == 4:
        return int(year)
    this_century = today().year // 100 * 100 + int(year)
    return this_century if this_century <= today().year + YEARS_AHEAD else this_century - 100


def _existing(day: int, month: int, year: int) -> datetime.date:
    if not EARLIEST <= year <= LATEST:
        raise ValidationError(f"The year must be between {EARLIEST} and {LATEST}.", code="invalid")
    if not 1 <= month <= 12:
        raise ValidationError(
            "There is no month %(month)s. Write the day first, like 3 6 2026.",
            code="invalid",
            params={"month": month},
        )
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise ValidationError(
            "%(month)s %(year)s has no day %(day)s: it has %(length)s days.",
            code="invalid",
            params={"month": calendar.month_name[month], "year": year, "day": day, "length": length},
        )
    return datetime.date(year, month, day)
