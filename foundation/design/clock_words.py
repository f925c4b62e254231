"""How a due date is said: words with a sign, counted in working days (interface: Rules 6)."""

import datetime
from dataclasses import dataclass

from foundation.lifecycle.working_days import ONE_DAY, working_days_between

from . import dates


@dataclass(frozen=True)
class ClockWords:
    """`manner` (overdue, today, due, paused) gives the sign; `words` say it; `date` is the line below."""

    manner: str
    words: str
    date: str


def of(
    due_on: datetime.date, *, on: datetime.date | None = None, paused: bool = False, unit: str = "working day"
) -> ClockWords:
    """What to say of something due, seen on a day (default: today in London).

    `unit` is "working day" or "day". A working day's count is never 0 for another day: a Saturday's due
    date seen on the Friday before is 1 working day away at least.
    """
    on = on or dates.today()
    short = dates.say_day_short(due_on)
    if paused:
        return ClockWords("paused", "Paused", f"was due {short}")
    if due_on == on:
        return ClockWords("today", "Today", "")
    if due_on == on + ONE_DAY:
        return ClockWords("due", "Tomorrow", short)
    gap = working_days_between(on, due_on) if unit == "working day" else (due_on - on).days
    count = max(abs(gap), 1)
    counted = f"{count} {unit}{'' if count == 1 else 's'}"
    if due_on < on:
        return ClockWords("overdue", f"{counted} overdue", f"was due {short}")
    return ClockWords("due", f"{counted} left", short)
