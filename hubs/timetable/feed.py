"""The calendar feed of a hub: activities, rooms and times; nothing about anybody. (interface: Rules 9)

A title that somebody typed stays in the house: the feed says the activity.
"""

import datetime
import hashlib
from collections.abc import Iterable

from icalendar import Calendar, Event

from ..models import Hub, Session
from ..states import SessionState

PAST, AHEAD = datetime.timedelta(weeks=4), datetime.timedelta(weeks=26)


def days_of(today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and last day that the feed tells of."""
    return today - PAST, today + AHEAD


def written(hub: Hub, sessions: Iterable[Session]) -> bytes:
    """The feed as RFC 5545 text. The same sessions give the same bytes, so that a program need not read them twice."""
    calendar = Calendar()
    calendar.add("prodid", "-//Throughgate//Timetable//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{hub.name} timetable")
    for session in sessions:
        calendar.add_component(_event(session))
    return calendar.to_ical()


def changed_at(sessions: Iterable[Session]) -> datetime.datetime | None:
    """When the latest of the sessions last changed."""
    return max((session.recorded_at for session in sessions), default=None)


def tag_of(body: bytes) -> str:
    """The ETag of a feed."""
    return f'"{hashlib.sha256(body).hexdigest()}"'


def _event(session: Session) -> Event:
    """`dtstamp` is when the row last changed: what it says is as old as that."""
    not_held = session.state == SessionState.NOT_HELD
    event = Event()
    event.add("uid", f"{session.uuid}@throughgate")
    event.add("dtstamp", session.recorded_at)
    event.add("dtstart", session.starts_at.astimezone(datetime.UTC))
    event.add("dtend", session.ends_at.astimezone(datetime.UTC))
    event.add("summary", f"Not held: {session.category}" if not_held else str(session.category))
    if session.room:
        event.add("location", session.room.name)
    event.add("sequence", session.version)
    event.add("status", "CANCELLED" if not_held else "CONFIRMED")
    return event
