"""On which days a rule comes round: RFC 5545 text, read and counted out by python-dateutil. (domain: Timetable)

A rule gives days; the time of day and the last day stand beside it. What could be asked of the text but gives no days
of a timetable (hours, week numbers) is refused in plain words.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from dateutil.rrule import rrule, rrulestr

from foundation.lifecycle.transitions import Refused

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS = {  # what each frequency understands; the others would be slow to count out, or never come
    "DAILY": {"INTERVAL", "BYDAY", "BYMONTH"},
    "WEEKLY": {"INTERVAL", "BYDAY", "BYMONTH", "WKST"},
    "MONTHLY": {"INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"},
    "YEARLY": {"INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"},
}
ENDS = {"UNTIL", "COUNT"}
_DAY, _NTH_DAY = r"(MO|TU|WE|TH|FR|SA|SU)", r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)"
WRITTEN = {  # each of a list
    "BYMONTH": r"[1-9]|1[0-2]",
    "BYMONTHDAY": r"-?([1-9]|[12][0-9]|3[01])",
    "BYSETPOS": r"-?[1-9][0-9]?",
    "WKST": _DAY,
}
LONGEST_INTERVAL = 52
MOST_COUNTED = 20_000  # nobody needs to know by how much more it is too many
A_LONG_TIME = datetime.timedelta(days=2 * 365)  # how far a rule without an end is counted


class RuleRefused(Refused):
    """The rule cannot stand so. `field` names what to change."""

    def __init__(self, field: str, text: str) -> None:
        self.field = field
        super().__init__(text)


class Recurrence(NamedTuple):
    """A rule's text without its end, and the last day that the text itself gave."""

    text: str
    until_on: datetime.date | None


def weekly(days: list[str], *, every: int = 1) -> str:
    """Every week or every so many, on days of DAYS."""
    return _join({"FREQ": "WEEKLY", "INTERVAL": str(every), "BYDAY": ",".join(days)})


def monthly(nth: int, day: str) -> str:
    """On the first (1) to fourth, or last (-1), such weekday of the month."""
    return _join({"FREQ": "MONTHLY", "BYDAY": f"{nth}{day}"})


def read(text: str, first_on: datetime.date) -> Recurrence:
    """The text as it is kept; an end that stood in it (UNTIL, COUNT) comes beside it.

    Raises RuleRefused for what is no rule or gives no days.
    """
    parts = parts_of(text)
    understood = PARTS.get(parts.get("FREQ", ""))
    if understood is None:
        raise RuleRefused(
            "repeats", "A rule comes round by days, weeks, months or years. Choose one of these."
        )
    if strange := sorted(set(parts) - understood - ENDS - {"FREQ"}):
        raise RuleRefused("repeats", f"The timetable cannot keep a rule with {', '.join(strange)}.")
    interval = parts.get("INTERVAL", "1")
    if not interval.isdigit() or not 1 <= int(interval) <= LONGEST_INTERVAL:
        raise RuleRefused(
            "repeats", f"A rule comes round at least every {LONGEST_INTERVAL} weeks, days or months."
        )
    for name, value in parts.items():
        written = _written(name, parts["FREQ"])
        if written and not all(re.fullmatch(written, part) for part in value.split(",")):
            raise RuleRefused("repeats", f"{name}={value} is not written as a calendar writes it.")
    until_on = _end(parts, first_on)
    kept = _join(_days_named({name: value for name, value in parts.items() if name not in ENDS}, first_on))
    _parsed(kept, first_on)
    return Recurrence(kept, until_on)


def parts_of(text: str) -> Mapping[str, str]:
    """The parts of a rule's text by name; raises RuleRefused for what is not written as NAME=value;..."""
    pairs = [part.partition("=") for part in text.strip().upper().removeprefix("RRULE:").split(";") if part]
    parts = {name: value for name, _, value in pairs if value}
    if not pairs or len(parts) < len(pairs):
        raise RuleRefused("repeats", "This is not a rule of a calendar. Choose how often the session comes.")
    return parts


def days(
    text: str, first_on: datetime.date, until_on: datetime.date | None = None
) -> Iterator[datetime.date]:
    """The days of a rule in order, one at a time: a rule without an end has no last one."""
    for moment in _parsed(text, first_on):
        if until_on is not None and moment.date() > until_on:
            return
        yield moment.date()


def first_from(text: str, first_on: datetime.date, day: datetime.date) -> datetime.date:
    """The rule's first day on or after the day given; that day itself where the rule has none."""
    return next((each for each in days(text, first_on, day + A_LONG_TIME) if each >= day), day)


def some_days(
    text: str, first_on: datetime.date, until_on: datetime.date | None, most: int
) -> list[datetime.date]:
    """The first days, at most so many; a rule without an end is counted for two years."""
    return list(islice(days(text, first_on, until_on or first_on + A_LONG_TIME), most))


def _days_named(parts: dict[str, str], first_on: datetime.date) -> dict[str, str]:
    """With the days that the text left to its first day: a rule that is changed from a later day keeps them."""
    if parts["FREQ"] == "WEEKLY" and "BYDAY" not in parts:
        return parts | {"BYDAY": DAYS[first_on.weekday()]}
    if parts["FREQ"] not in ("MONTHLY", "YEARLY") or {"BYDAY", "BYMONTHDAY"} & set(parts):
        return parts
    month = {} if parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts else {"BYMONTH": str(first_on.month)}
    return parts | month | {"BYMONTHDAY": str(first_on.day)}


def _written(name: str, frequency: str) -> str | None:
    """How each value of a part is written; a weekday is numbered only within a month or a year."""
    if name == "BYDAY":
        return _NTH_DAY if frequency in ("MONTHLY", "YEARLY") else _DAY
    return WRITTEN.get(name)


def _parsed(text: str, first_on: datetime.date) -> rrule:
    """Raises RuleRefused for what the library cannot read."""
    try:
        found = rrulestr(text, dtstart=datetime.datetime.combine(first_on, datetime.time.min))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise RuleRefused(
            "repeats", "This is not a rule of a calendar. Choose how often the session comes."
        ) from None
    assert isinstance(found, rrule)  # one line makes one rule, never a set of them
    return found


def _end(parts: Mapping[str, str], first_on: datetime.date) -> datetime.date | None:
    """The last day that UNTIL or COUNT gives."""
    try:
        if "UNTIL" in parts:
            return datetime.datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date()  # noqa: DTZ007 - a day, no moment
        if "COUNT" in parts:
            counted = _join({name: value for name, value in parts.items() if name != "UNTIL"})
            found = list(islice(_parsed(counted, first_on), MOST_COUNTED))
            return found[-1].date() if found else first_on - datetime.timedelta(days=1)
    except ValueError:
        raise RuleRefused("until_on", "The end of the rule is no day.") from None
    return None


def _join(parts: Mapping[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())
