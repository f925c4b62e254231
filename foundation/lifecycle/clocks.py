"""Clocks: rules that make something due. Declared once, and listed for the docs and the work lists.

A clock here only says what it is and when it falls due. One that runs for a row is a `RunningClock` (see `running.py`),
so that a list of what is due is one query over one table. (domain: Clocks)
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
    escalates_after: how many units overdue it may be before everybody in the team it falls to is told; None for never.
    """

    name: str
    title: str
    starts_from: str
    stops_at: str
    length: int
    falls_to: str
    pauses_on: str = ""
    unit: Unit = Unit.WORKING_DAY
    escalates_after: int | None = None

    def due_on(self, start: datetime.date) -> datetime.date:
        """The last day in time for a clock that starts on a day; that day itself is not counted."""
        if self.unit is Unit.WORKING_DAY:
            return add_working_days(start, self.length)
        return start + datetime.timedelta(days=self.length)

    @property
    def how_long(self) -> str:
        """5 working days"""
        return _say(self.length, self.unit)

    @property
    def told_to_team(self) -> str:
        """never, when overdue, or 2 working days overdue"""
        if self.escalates_after is None:
            return "never"
        return f"{_say(self.escalates_after, self.unit)} overdue" if self.escalates_after else "when overdue"


_declared: dict[str, Clock] = {}


def declare(clock: Clock) -> Clock:
    """Put a clock into the table and give it back. Raises ValueError for a name that another clock has."""
    if _declared.setdefault(clock.name, clock) != clock:
        raise ValueError(f"There is another clock called {clock.name}.")
    return clock


def declared() -> tuple[Clock, ...]:
    """The table of clocks, in the order of declaration."""
    return tuple(_declared.values())


def as_markdown() -> str:
    """The page `docs/clocks.md`: the whole table."""
    lines = [
        "# Clocks",
        "",
        "Listed from the code by `manage.py machines --write`; a test fails when they differ. Working days are of",
        "England; the day a clock starts is not counted.",
        "",
        "| Clock | Starts from | Stops at | Stands still while | Length | Falls to | Told to the team |",
        "|---|---|---|---|---|---|---|",
    ]
    for clock in declared():
        lines.append(
            f"| {clock.title} | {clock.starts_from} | {clock.stops_at} | {clock.pauses_on or '-'} "
            f"| {clock.how_long} | {clock.falls_to} | {clock.told_to_team} |"
        )
    return "\n".join([*lines, ""])


def _say(count: int, unit: Unit) -> str:
    return f"{count} {unit.value}{'' if count == 1 else 's'}"
