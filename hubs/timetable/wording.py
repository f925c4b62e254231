"""A rule in plain words: nobody reads RFC 5545."""

import calendar
import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .recurrence import DAYS, parts_of

if TYPE_CHECKING:
    from ..models import TimetableRule


def words(text: str) -> str:
    """The rule in plain words: "every 2 weeks on Monday and Thursday". Whatever `recurrence.read` keeps can be said."""
    parts = parts_of(text)
    often, days, dates = int(parts.get("INTERVAL", "1")), _weekdays(parts.get("BYDAY", "")), _dates(parts)
    unit = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}[parts["FREQ"]]
    said = f"every {unit}" if often == 1 else f"every {often} {unit}s"
    if on := f"{_and(days)} when it is {_or(dates)}" if days and dates else _and([*days, *dates]):
        said += f" on {on}"
    if months := _and(
        [calendar.month_name[int(month)] for month in parts.get("BYMONTH", "").split(",") if month]
    ):
        said += f" in {months}"
    chosen = [_nth(int(place)) for place in parts.get("BYSETPOS", "").split(",") if place]
    return said + (f", only the {_and(chosen)} of these days" if chosen else "")


def _weekdays(text: str) -> list[str]:
    """MO,2TU,-1FR as Monday, the second Tuesday, the last Friday."""
    found = []
    for part in filter(None, text.split(",")):
        name = calendar.day_name[DAYS.index(part[-2:])]
        found.append(f"the {_nth(int(part[:-2]))} {name}" if part[:-2] else name)
    return found


def _dates(parts: Mapping[str, str]) -> list[str]:
    """The 2nd, the last day: a date is said in figures, unlike the second Tuesday."""
    numbers = [int(number) for number in parts.get("BYMONTHDAY", "").split(",") if number]
    return [f"the {_ordinal(number)}" if number > 0 else f"the {_nth(number)} day" for number in numbers]


def _nth(number: int) -> str:
    """first to fourth in words, 5th and on in figures; from the end: last, second last."""
    if number < 0:
        return "last" if number == -1 else f"{_nth(-number)} last"
    in_words = {1: "first", 2: "second", 3: "third", 4: "fourth"}
    return in_words.get(number) or _ordinal(number)


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _or(names: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def end_of(rule: "TimetableRule") -> datetime.time:
    """When its sessions end, on a clock."""
    return (datetime.datetime.combine(rule.first_on, rule.starts) + rule.lasts).time()
