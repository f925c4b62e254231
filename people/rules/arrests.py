"""Arrests and charges that a team hears of."""

import datetime
from typing import TYPE_CHECKING

from .days import past
from .words import Problems, says_nothing

if TYPE_CHECKING:
    from ..models import Person


def of_signal(person: "Person", kind: str, happened_on: datetime.date, source: str) -> Problems:
    """In the person's life and not ahead, once for a day, and from somebody who said so."""
    found: Problems = {}
    if wrong := past(person, happened_on, "An arrest or charge"):
        found["happened_on"] = wrong
    elif person.signals.filter(superseded_at=None, kind=kind, happened_on=happened_on).exists():
        found["happened_on"] = "This is recorded for that day already."
    if says_nothing(source):
        found["source"] = "Say who said so, such as the police or the person."
    return found
