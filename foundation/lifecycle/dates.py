"""Dates as both engines work them out themselves, and the same arithmetic in Python.

Django's own truncations, and `F("day") + timedelta`, call back into Python for every row on SQLite; and SQLite's own
months run over the month's end (31 August and 6 months is 3 March). These expressions do neither.
"""

import calendar
import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db.models import DateField, Func, IntegerField

LONDON = ZoneInfo("Europe/London")
ONE_DAY = datetime.timedelta(days=1)


class Native(Func):
    """An expression with one template an engine; a template may name its expressions more than once."""

    sqlite: ClassVar[str] = ""
    sqlite_joiner: ClassVar[str] = ", "

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        sql, params = super().as_sql(compiler, connection, *args, **context)
        template = context.get("template") or self.template
        return sql, tuple(params) * template.count("%(expressions)s")

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template=self.sqlite, arg_joiner=self.sqlite_joiner, **context
        )


class Quarter(Native):
    """The calendar quarter of a date as one number, as `quarter_of`: it groups and sorts."""

    output_field = IntegerField()
    template = (
        "(extract(year from %(expressions)s)::int * 4 + (extract(month from %(expressions)s)::int - 1) / 3)"
    )
    sqlite = "(substr(%(expressions)s, 1, 4) * 4 + (substr(%(expressions)s, 6, 2) - 1) / 3)"


class Month(Native):
    """The calendar month of a date as one number, as `month_of`: it groups and sorts."""

    output_field = IntegerField()
    template = "(extract(year from %(expressions)s)::int * 12 + extract(month from %(expressions)s)::int - 1)"
    sqlite = "(substr(%(expressions)s, 1, 4) * 12 + substr(%(expressions)s, 6, 2) - 1)"


class AddDays(Native):
    """A date some days later; negative days go back."""

    output_field = DateField()
    template = "(%(expressions)s + (%(days)s))"
    sqlite = "date(%(expressions)s, '%(days)s days')"

    def __init__(self, expression: Any, days: int) -> None:
        super().__init__(expression, days=int(days))


class AddMonths(Native):
    """A date some calendar months later, clipped to the month's end; months must be 0 or more."""

    output_field = DateField()
    template = "(%(expressions)s + interval '%(months)s months')::date"
    sqlite = (
        "min(date(%(expressions)s, '%(months)s months'),"
        " date(%(expressions)s, 'start of month', '%(following)s months', '-1 day'))"
    )

    def __init__(self, expression: Any, months: int) -> None:
        super().__init__(expression, months=int(months), following=int(months) + 1)


class DaysBetween(Native):
    """Whole days from the second date to the first: DaysBetween(later, earlier)."""

    output_field = IntegerField()
    template, arg_joiner = "(%(expressions)s)", " - "
    sqlite, sqlite_joiner = "cast(julianday(%(expressions)s) as integer)", ") - julianday("


class LondonDay(Native):
    """The London date of a moment. On SQLite by the rule of summer time that has held since 1996."""

    output_field = DateField()
    template = "(%(expressions)s AT TIME ZONE 'Europe/London')::date"
    sqlite = (
        "date(%(expressions)s, CASE WHEN"
        " %(expressions)s >= datetime(substr(%(expressions)s, 1, 4) || '-03-25', 'weekday 0', '+1 hours') AND"
        " %(expressions)s < datetime(substr(%(expressions)s, 1, 4) || '-10-25', 'weekday 0', '+1 hours')"
        " THEN '+1 hours' ELSE '+0 hours' END)"
    )


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The date some calendar months later (or earlier, when negative), clipped to the month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def quarter_of(day: datetime.date) -> int:
    """The calendar quarter as one number: year x 4, and 0 to 3 for the quarter."""
    return day.year * 4 + (day.month - 1) // 3


def month_of(day: datetime.date) -> int:
    """The calendar month as one number: year x 12, and 0 to 11 for the month."""
    return day.year * 12 + day.month - 1


def month_start(month: int) -> datetime.date:
    """The first day of a month."""
    return datetime.date(month // 12, month % 12 + 1, 1)


def quarter_start(quarter: int) -> datetime.date:
    """The first day of a quarter."""
    return datetime.date(quarter // 4, quarter % 4 * 3 + 1, 1)


def quarter_end(quarter: int) -> datetime.date:
    """The last day of a quarter."""
    return quarter_start(quarter + 1) - ONE_DAY


def london_midnight(day: datetime.date) -> datetime.datetime:
    """The moment at which a London day begins."""
    return datetime.datetime.combine(day, datetime.time.min, LONDON)


def end_of_london_day(day: datetime.date) -> datetime.datetime:
    """The last moment of a London day."""
    return london_midnight(day + ONE_DAY) - datetime.timedelta(microseconds=1)
