"""Clocks: rules that make something due. Declared once, and listed for the docs and the work lists.

A clock here only says what it is and when it falls due; the row that it runs for stores its due date, so that a list
of what is due is one query. (domain: Clocks)
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from .working_days import add_working_days


class Unit(StrEnum):
    """What a clock's length is counted in. Its value is the word a page says."""

    WORKING_DAY = "working day"
    DAY = "day"


@dataclass(frozen=True)
class Clock:
    """One line of the table of clocks.

    length: how many units. falls_to: who must act, in words. pauses_on: when it stands still, "" for never.
    """

    name: str
    title: str
    starts_from: str
    stops_at: str
    length: int
    falls_to: str
    pauses_on: str = ""
    unit: Unit = Unit.WORKING_DAY

    def due_on(self, start: datetime.date) -> datetime.date:
        """The last day in time for a clock that starts on a day; that day itself is not counted."""
        if self.unit is Unit.WORKING_DAY:
            return add_working_days(start, self.length)
        return start + datetime.timedelta(days=self.length)


_declared: dict[str, Clock] = {}


def declare(clock: Clock) -> Clock:
    """Put a clock into the table and give it back. Raises ValueError for a name that another clock has."""
    if _declared.setdefault(clock.name, clock) != clock:
        raise ValueError(f"There is another clock called {clock.name}.")
    return clock


def declared() -> tuple[Clock, ...]:
    """The table of clocks, in the order of declaration."""
    return tuple(_declared.values())
