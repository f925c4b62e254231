"""One person's attendance in full: a month at a time, in a row, with reasons, and hub by hub.

What counts is a session that was held and at which the person was expected. Sessions that were not held and those at
which they were not expected are said beside it, and are part of no share. (domain: Register)
"""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta
from django.db.models import Q

from foundation.design.dates import say_day, today
from hubs.models import Booking
from hubs.register.streaks import IN_A_ROW, absent_in_a_row, came_in_a_row
from hubs.states import CAME, BookingState, Mark, SessionState
from people.models import Person, Release

from ..timeline.sources.hub_days import SESSION_TITLE
from .summary import ONE_DAY, ONE_WEEK, Attendance, Marked

RELEASE, QUARTER, YEAR, ALL = "release", "quarter", "year", "all"
LABELS = {
    RELEASE: "Since release",
    QUARTER: "Last 3 months",
    YEAR: "Last 12 months",
    ALL: "From the first session",
}
NO_REASON = "No reason recorded"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Line(NamedTuple):
    """One booking that a register knows, or whose session was not held."""

    held_on: datetime.date
    mark: str
    title: str
    hub: str
    reason: str
    session_state: str

    @property
    def counts(self) -> bool:
        """Held, and the person was expected."""
        return self.was_held and self.mark not in ("", Mark.NOT_EXPECTED)

    @property
    def was_held(self) -> bool:
        return self.session_state != SessionState.NOT_HELD


@dataclass(frozen=True)
class Tally:
    """The numbers of some lines, the latest line first; `hub` where they are of one."""

    lines: Sequence[Line]
    hub: str = ""

    @cached_property
    def marks(self) -> Counter[str]:
        return Counter(line.mark for line in self.lines if line.was_held and line.mark)

    @property
    def came(self) -> int:
        return sum(self.marks[mark] for mark in CAME)

    @property
    def expected(self) -> int:
        return self.came + self.marks[Mark.DID_NOT_ATTEND]

    @property
    def not_expected(self) -> int:
        return self.marks[Mark.NOT_EXPECTED]

    @property
    def not_held(self) -> int:
        return sum(not line.was_held for line in self.lines)

    @property
    def share_words(self) -> str:
        """8 of 10 (80%)"""
        if not self.expected:
            return "None expected"
        return f"{self.came} of {self.expected} ({round(100 * self.came / self.expected)}%)"

    @property
    def came_in_a_row(self) -> int:
        return came_in_a_row(self._latest)

    @property
    def absent_in_a_row(self) -> int:
        return absent_in_a_row(self._latest)

    @property
    def is_worth_a_word(self) -> bool:
        """As many absences in a row as tell the key worker."""
        return self.absent_in_a_row >= IN_A_ROW

    def reasons(self, mark: Mark) -> list[tuple[str, int]]:
        """Why, the most frequent first, of the lines with this mark."""
        found = Counter(
            line.reason or NO_REASON for line in self.lines if line.was_held and line.mark == mark
        )
        return sorted(found.items(), key=lambda each: (-each[1], each[0]))

    @property
    def _latest(self) -> list[Mark]:
        return [Mark(line.mark) for line in self.lines if line.was_held and line.mark]


@dataclass(frozen=True)
class AttendancePage:
    """What the page shows: the numbers of a period, and the calendar of a month."""

    lines: Sequence[Line]
    releases: Sequence[Release]
    period: str
    month: datetime.date  # its first day

    @cached_property
    def since(self) -> datetime.date | None:
        """The first day of the period; None for everything."""
        if self.period == RELEASE:
            return Attendance((), self.releases).since
        months = {QUARTER: 3, YEAR: 12}.get(self.period)
        return today() - relativedelta(months=months) if months else None

    @property
    def period_words(self) -> str:
        """since release, 24 April 2026 to 3 June 2026"""
        if self.since is None:
            return f"to {say_day(today())}"
        release = "since release, " if self.period == RELEASE else ""
        return f"{release}{say_day(self.since)} to {say_day(today())}"

    @cached_property
    def counted(self) -> list[Line]:
        return [line for line in self.lines if self.since is None or line.held_on >= self.since]

    @cached_property
    def tally(self) -> Tally:
        return Tally(self.counted)

    @property
    def hubs(self) -> list[Tally]:
        """A tally for each hub, by its name."""
        names = sorted({line.hub for line in self.counted})
        return [Tally([line for line in self.counted if line.hub == name], name) for name in names]

    @property
    def absences(self) -> list[tuple[str, int]]:
        return self.tally.reasons(Mark.DID_NOT_ATTEND)

    @property
    def told_before(self) -> list[tuple[str, int]]:
        return self.tally.reasons(Mark.NOT_EXPECTED)

    @cached_property
    def latest(self) -> list[Marked]:
        return [_marked(line) for line in self.counted if line.was_held and line.mark]

    @property
    def periods(self) -> list[dict[str, Any]]:
        """The tabs; a release is offered to those who had one."""
        offered = [name for name in LABELS if name != RELEASE or Attendance((), self.releases).since]
        return [
            {"label": LABELS[name], "url": self._url(period=name), "current": name == self.period}
            for name in offered
        ]

    @property
    def mondays(self) -> list[datetime.date]:
        """The weeks of the month."""
        first = self.month - ONE_DAY * self.month.weekday()
        last = self.month + relativedelta(months=1) - ONE_DAY
        return [first + ONE_WEEK * week for week in range((last - first).days // 7 + 1)]

    @property
    def days(self) -> list[tuple[str, list[Any]]]:
        """A row for each day of the week; None for a day of another month."""
        calendar = Attendance(
            [_marked(line) for line in self.lines if line.was_held and line.mark], self.releases
        )
        return [(name, [self._cell(calendar, monday + ONE_DAY * place) for monday in self.mondays])
                for place, name in enumerate(_DAYS)]  # fmt: skip

    def _cell(self, calendar: Attendance, day: datetime.date) -> Any:
        return calendar.cell(day) if day.month == self.month.month else None

    @property
    def before_url(self) -> str:
        return self._url(month=self.month - relativedelta(months=1))

    @property
    def after_url(self) -> str:
        """ "" for a month to come."""
        after = self.month + relativedelta(months=1)
        return self._url(month=after) if after <= today() else ""

    def _url(self, *, period: str = "", month: datetime.date | None = None) -> str:
        return f"?period={period or self.period}&month={month or self.month:%Y-%m}"


def page_of(person: Person, releases: Sequence[Release], *, asked: Mapping[str, str]) -> AttendancePage:
    """Every booking that a register knows or whose session was not held, the latest first; one query."""
    known = Q(session__state=SessionState.NOT_HELD) | ~Q(mark="")
    rows = (
        Booking.objects.filter(known, person=person, state=BookingState.BOOKED, held_on__lte=today())
        .order_by("-session__starts_at", "-pk")
        .values_list("held_on", "mark", SESSION_TITLE, "hub__name", "absence_reason", "session__state")
    )
    lines = [Line(*row) for row in rows]
    usual = RELEASE if Attendance((), releases).since else ALL
    period = asked.get("period", "")
    return AttendancePage(
        lines, releases, period if period in LABELS else usual, _month(asked.get("month", ""), lines)
    )


def _month(typed: str, lines: Sequence[Line]) -> datetime.date:
    """The first day of the month asked for; of the latest session's where that is none or to come, else of this."""
    usual = (lines[0].held_on if lines else today()).replace(day=1)
    try:
        found = datetime.date.fromisoformat(f"{typed}-01")
    except ValueError:
        return usual
    return found if datetime.date(2000, 1, 1) <= found <= today() else usual


def _marked(line: Line) -> Marked:
    return Marked(line.held_on, Mark(line.mark), line.title, line.hub, line.reason)
