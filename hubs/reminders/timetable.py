"""The coming times of a person, told at once when they ask for them: by text or e-mail, if they want messages.

First name and times only, as every reminder. The paper that says where lies with them (domain: Plan; Reminders).
"""

import datetime
from typing import Any

from people.models import Person

from ..models import Booking, ReminderWish
from ..states import SessionState
from . import scope
from .wording import times_said

MOST = 5  # so that a text stays one text


def coming(person: Person) -> list[Booking]:
    """The next bookings in sessions that take place, with the session."""
    ahead = Booking.objects.booked().ahead().filter(person=person, session__state=SessionState.SCHEDULED)
    return list(ahead.select_related("session")[:MOST])


def text_for(person: Person, *, channel: str) -> str:
    """What the person reads."""
    times: list[datetime.datetime] = [booking.session.starts_at for booking in coming(person)]
    return times_said(given_names=person.given_names, times=times, channel=channel)


def preview(person: Person) -> dict[str, Any]:
    """What a page shows before it is sent: the wish for messages, if one stands, and the words."""
    wish, times = scope.wish(person), coming(person)
    channel = wish.channel if wish else ReminderWish.Channel.TEXT
    said = [booking.session.starts_at for booking in times]
    return {
        "wish": wish,
        "text": times_said(given_names=person.given_names, times=said, channel=channel) if times else "",
    }
