"""How a person came to sessions: the calendar of the last weeks, the counts, the latest marks, and what is booked."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from foundation.design.dates import say_day, today
from foundation.lifecycle.working_days import is_working_day
from hubs.models import Booking
from hubs.states import AHEAD, CAME, LIVE, BookingState, Mark
from people.models import Person, Release

from ..timeline.sources.hub_days import MARKED, SESSION_TITLE

WEEKS_SHOWN = 7
LATEST_SHOWN = 5
COMING_SHOWN = 8
LETTERS = {
    Mark.ATTENDED: "A",
    Mark.LATE: "L",
    Mark.LEFT_EARLY: "E",
    Mark.DID_NOT_ATTEND: "D",
    Mark.NOT_EXPECTED: "N",
}
_HEAVIEST = (Mark.DID_NOT_ATTEND, Mark.LATE, Mark.LEFT_EARLY, Mark.ATTENDED, Mark.NOT_EXPECTED)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ONE_DAY, ONE_WEEK = datetime.timedelta(days=1), datetime.timedelta(weeks=1)


@dataclass(frozen=True)
class Marked:
    """One mark: where and when, what it says, and why somebody did not come, if it was said."""

    held_on: datetime.date
    mark: Mark
    title: str
    hub: str
    reason: str


@dataclass(frozen=True)
class Coming:
    """A session to come: what is booked, offered or waited for there."""

    starts_at: datetime.datetime
    state: BookingState
    title: str
    hub: str

    @property
    def words(self) -> str:
        """Nothing of an ordinary booking."""
        return "" if self.state == BookingState.BOOKED else str(self.state.label)


@dataclass(frozen=True)
class Cell:
    """One day of the calendar: what it shows, what that means, and its look."""

    words: str
    sign: str = ""
    look: str = ""


@dataclass(frozen=True)
class Attendance:
    """What the person's page says of attendance."""

    marks: Sequence[Marked]
    releases: Sequence[Release]
    coming: Sequence[Coming] = ()

    @property
    def since(self) -> datetime.date | None:
        """The latest release that has happened: counts start there. None for somebody never released."""
        return max((each.released_on for each in self.releases if each.released_on), default=None)

    @property
    def counted(self) -> list[Marked]:
        """Marks since the latest release."""
        return [each for each in self.marks if self.since is None or each.held_on >= self.since]

    @property
    def came(self) -> int:
        return sum(each.mark in CAME for each in self.counted)

    @property
    def expected(self) -> int:
        """Sessions at which the person was expected; "not expected" is told beforehand, and counts for neither."""
        return sum(each.mark != Mark.NOT_EXPECTED for each in self.counted)

    @property
    def period(self) -> str:
        """since release, 24 April 2026 to 3 June 2026"""
        if self.since:
            return f"since release, {say_day(self.since)} to {say_day(today())}"
        return f"to {say_day(today())}"

    @property
    def key(self) -> list[dict[str, Any]]:
        """Each mark with its letter and its number."""
        numbers = Counter(each.mark for each in self.counted)
        return [
            {"letter": LETTERS[m], "look": look_of(m), "label": m.label.lower(), "count": numbers[m]}
            for m in Mark
        ]

    @property
    def latest(self) -> Sequence[Marked]:
        return self.marks[:LATEST_SHOWN]

    @property
    def mondays(self) -> list[datetime.date]:
        """The weeks of the calendar, this week last."""
        this = today() - ONE_DAY * today().weekday()
        return [this - ONE_WEEK * back for back in reversed(range(WEEKS_SHOWN))]

    @property
    def days(self) -> list[tuple[str, list[Cell]]]:
        """A row for each day of the week; Sunday only when there was a mark on one."""
        sundays = any(each.held_on.weekday() == 6 and each.held_on >= self.mondays[0] for each in self.marks)
        names = _DAYS if sundays else _DAYS[:6]
        return [
            (name, [self.cell(monday + ONE_DAY * place) for monday in self.mondays])
            for place, name in enumerate(names)
        ]

    def cell(self, day: datetime.date) -> Cell:
        """What the calendar shows on this day."""
        today_too = " tg-today" if day == today() else ""
        if marks := [each.mark for each in self.marks if each.held_on == day]:
            heaviest = min(marks, key=_HEAVIEST.index)
            return Cell(", ".join(mark.label for mark in marks), " ".join(LETTERS[mark] for mark in marks),
                        look_of(heaviest) + today_too)  # fmt: skip
        if any(each.released_on == day for each in self.releases):
            return Cell("Released", "Rel.", today_too)
        if was_in_custody(self.releases, day):
            return Cell("In custody", "", "tg-cal--custody" + today_too)
        if day.weekday() < 5 and not is_working_day(day):
            return Cell("Bank holiday", "B.H.", today_too)
        return Cell("To come" if day > today() else "No session", "", today_too)


def of_person(person: Person, releases: Sequence[Release]) -> Attendance:
    """Every mark of the person, the latest first, and what is to come, the next first; one query."""
    now = timezone.now()
    ahead = Q(session__starts_at__gt=now, session__state__in=AHEAD, state__in=LIVE)
    rows = (
        Booking.objects.filter(MARKED | ahead, person=person)
        .order_by("-held_on", "-session__starts_at", "-id")
        .values_list(
            "held_on", "mark", SESSION_TITLE, "hub__name", "absence_reason", "session__starts_at", "state"
        )
    )
    marks, coming = [], []
    for day, mark, title, hub, reason, starts_at, state in rows:
        if mark:
            marks.append(Marked(day, Mark(mark), title, hub, reason))
        else:
            coming.append(Coming(starts_at, BookingState(state), title, hub))
    return Attendance(marks, releases, coming[::-1][:COMING_SHOWN])


def was_in_custody(releases: Sequence[Release], day: datetime.date) -> bool:
    """Known from releases alone: received and not yet released, or recalled since."""
    left = [(each.released_on, each) for each in releases if each.released_on and each.released_on <= day]
    ahead = [each for each in releases if each.day > day]
    if not left:
        return any(each.received_on is None or each.received_on <= day for each in ahead)
    left_on, last = max(left, key=lambda pair: pair[0])
    if last.recalled_on and last.recalled_on <= day:
        return True
    return any(each.received_on and left_on < each.received_on <= day for each in ahead)


def look_of(mark: Mark) -> str:
    return f"tg-mark--{LETTERS[mark].lower()}"
