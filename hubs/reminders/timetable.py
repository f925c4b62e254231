"""The coming times of a person, told at once when they ask for them: by text or e-mail, if they want messages.

First name, times, and what they said they would do; the paper that says where lies with them. What is booked elsewhere
than at the hubs, and the steps of the plan, are known to storeys above, which register here how they are asked.
(domain: Plan; Reminders)
"""

import datetime
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from people.models import Person

from ..models import Booking, ReminderWish
from ..states import SessionState
from . import scope
from .wording import times_said

MOST = 5  # times in one message


class Beside(NamedTuple):
    """What is told besides sessions: other times, and the person's own steps, the soonest due first."""

    times: Sequence[datetime.datetime] = ()
    steps: Sequence[str] = ()


_SOURCES: list[Callable[[Person], Beside]] = []


def tell_beside(source: Callable[[Person], Beside]) -> None:
    """Ask this too when the coming times are told. For `apps.py` of the storeys above."""
    _SOURCES.append(source)


def coming(person: Person) -> list[Booking]:
    """The next bookings in sessions that take place, with the session."""
    ahead = Booking.objects.booked().ahead().filter(person=person, session__state=SessionState.SCHEDULED)
    return list(ahead.select_related("session")[:MOST])


def text_for(person: Person, *, channel: str) -> str:
    """What the person reads."""
    return _said(person, coming(person), channel)


def preview(person: Person) -> dict[str, Any]:
    """What a page shows before it is sent: the wish for messages, if one stands, and the words."""
    wish, times = scope.wish(person), coming(person)
    channel = wish.channel if wish else ReminderWish.Channel.TEXT
    return {"wish": wish, "text": _said(person, times, channel) if times else ""}


def _said(person: Person, bookings: Sequence[Booking], channel: str) -> str:
    beside = [source(person) for source in _SOURCES]
    times = [booking.session.starts_at for booking in bookings]
    times += [time for each in beside for time in each.times]
    steps = [step for each in beside for step in each.steps]
    return times_said(
        given_names=person.given_names, times=sorted(times)[:MOST], steps=steps, channel=channel
    )
