"""Setbacks of a pathway: which of those in its history count (domain: Pathways)."""

from collections.abc import Iterable

from foundation.lifecycle.models import Event

SET_BACK, TAKEN_BACK = "set_back", "setback_taken_back"
TOLD = (SET_BACK, TAKEN_BACK)


def counted(events: Iterable[Event]) -> list[Event]:
    """The setbacks among these events, first to last, without those that were taken back since."""
    events = list(events)
    gone = {event.facts["setback"] for event in events if event.what == TAKEN_BACK}
    return [event for event in events if event.what == SET_BACK and event.pk not in gone]
