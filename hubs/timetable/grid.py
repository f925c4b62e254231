"""The week as its page draws it: days side by side, each with its sessions in order."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.dateparse import parse_date

from ..directory import opening
from ..models import Hub, Session
from ..states import AHEAD

DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)
FURTHEST = datetime.timedelta(days=366 * 5)


@dataclass
class DayColumn:
    """One day of a hub; `note` says why it is closed."""

    day: datetime.date
    is_today: bool
    opens: str
    note: str
    sessions: list[Session] = field(default_factory=list)


def day_asked(text: str) -> datetime.date:
    """The day of an address, or today for what is none or lies more than five years away."""
    today = timezone.localdate()
    try:
        found = parse_date(text) or today
    except ValueError:
        return today
    return found if abs(found - today) <= FURTHEST else today


def monday_of(day: datetime.date) -> datetime.date:
    return day - DAY * day.weekday()


def week(hub: Hub, monday: datetime.date, sessions: Iterable[Session]) -> list[DayColumn]:
    """Monday to Friday, and a day of the weekend if the hub is open or something is on. sessions: `noted`."""
    opening.fetch([hub])
    of_day = defaultdict(list)
    for session in sessions:
        of_day[session.held_on].append(session)
    columns = [column(hub, monday + DAY * step, of_day[monday + DAY * step]) for step in range(7)]
    return [each for each in columns if each.day.weekday() < 5 or each.sessions or each.opens]


def column(hub: Hub, day: datetime.date, sessions: list[Session]) -> DayColumn:
    """One day; the hub's hours are best fetched before."""
    found = opening.on(hub, day)
    opens = " and ".join(f"{_say(span.opens_at)} to {_say(span.closes_at)}" for span in found.spans)
    note = ""
    if found.closure:
        note = f"Closed: {found.closure.reason}"
    elif found.is_bank_holiday:
        note = "Bank holiday" + ("" if found.spans else ", closed")
    return DayColumn(day, day == timezone.localdate(), opens, note, sessions)


def noted(sessions: Iterable[Session], *, is_staff: bool) -> list[Session]:
    """Each with what every page of the timetable draws: `shown_as`, `is_full`, `lacks_register`.

    A title that somebody typed is for those who work there; others read the activity.
    """
    now, found = timezone.now(), list(sessions)
    for session in found:
        booked = session.booked if is_staff else 0
        more = {
            "shown_as": str(session) if is_staff else str(session.category),
            "is_full": bool(session.capacity) and booked >= (session.capacity or 0),
            "lacks_register": is_staff and session.state in AHEAD and session.ends_at <= now,
        }
        for name, value in more.items():
            setattr(session, name, value)
    return found


def _say(time: datetime.time) -> str:
    return f"{time.hour}.{time.minute:02}"
