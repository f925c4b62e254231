"""The sessions that a rule asks for: its days without bank holidays, closures and days left out, at its London time."""

import datetime
from collections.abc import Collection
from itertools import islice
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils import timezone

from foundation.design.dates import say_weekday
from foundation.lifecycle.working_days import is_bank_holiday

from .. import times
from ..models import TimetableRule
from . import recurrence
from .recurrence import MOST_COUNTED, RuleRefused

MOST_SESSIONS = 1_000  # of one rule: one a working day for almost four years
WEEKS_AHEAD = 8


class Slot(NamedTuple):
    """From one moment to another."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime

    @property
    def day(self) -> datetime.date:
        """Its London day."""
        return timezone.localdate(self.starts_at)

    def meets(self, other: "Slot") -> bool:
        """Whether both have a moment in common; one may begin as the other ends."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def occurrences(
    rule: TimetableRule,
    first: datetime.date,
    last: datetime.date,
    *,
    left_out: Collection[datetime.date] = (),
) -> list[Slot]:
    """What the rule asks for from the first day to the last, in order.

    A time that a spring night leaps over makes no session; `check` refuses such a rule beforehand.
    """
    prefetch_related_objects([rule.hub], "closures")
    last = min(last, rule.until_on) if rule.until_on else last
    slots = []
    for day in recurrence.days(rule.recurrence, rule.first_on, last):
        if day >= first and day not in left_out and _is_held_on(rule, day):
            try:
                starts_at = times.moment_on(day, rule.starts)
            except ValidationError:
                continue
            slots.append(Slot(starts_at, starts_at + rule.lasts))
    return slots


def check(rule: TimetableRule) -> None:
    """Raises RuleRefused for a rule that never comes, makes too many sessions, or has a time that is no time.

    Days are counted one at a time, so that a rule of millions is refused as fast as one of thousands.
    """
    prefetch_related_objects([rule.hub], "closures")
    if rule.until_on and rule.until_on < rule.first_on:
        raise RuleRefused(
            "until_on", "The last day is before the first. Choose a later one, or leave it empty."
        )
    found = recurrence.some_days(rule.recurrence, rule.first_on, rule.until_on, MOST_COUNTED)
    if len(found) > MOST_SESSIONS:
        many = f"more than {MOST_COUNTED:,}" if len(found) == MOST_COUNTED else f"{len(found):,}"
        raise RuleRefused(
            "until_on",
            f"This rule would make {many} sessions; one rule makes {MOST_SESSIONS:,} at most. "
            "Choose an earlier last day, or fewer days.",
        )
    held = [day for day in found if _is_held_on(rule, day)]
    if not held:
        why = " The days it falls on are bank holidays or closures." if found else ""
        raise RuleRefused("first_on", f"This rule never comes round between its first and its last day.{why}")
    for day in held:
        try:
            times.moment_on(day, rule.starts)
        except ValidationError as wrong:
            raise RuleRefused("starts", f"{say_weekday(day)}: {wrong.messages[0]}") from None


def next_days(rule: TimetableRule, after: datetime.date, most: int) -> list[datetime.date]:
    """The next days that a rule gives, the day itself included."""
    wanted = (day for day in recurrence.days(rule.recurrence, rule.first_on, rule.until_on) if day >= after)
    return list(islice((day for day in wanted if _is_held_on(rule, day)), most))


def horizon(today: datetime.date, weeks: int = WEEKS_AHEAD) -> datetime.date:
    """The last day for which sessions stand in the timetable already."""
    return today + datetime.timedelta(weeks=weeks)


def _is_held_on(rule: TimetableRule, day: datetime.date) -> bool:
    if rule.on_bank_holidays == TimetableRule.OnBankHolidays.SKIP and is_bank_holiday(day):
        return False
    return not any(closure.holds_on(day) for closure in rule.hub.closures.all())
