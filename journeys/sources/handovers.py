"""Handovers to partner services: sent, the appointment, the first attendance, and what came of it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle.dates import LondonDay
from foundation.lifecycle.facts import Moment
from pathways.handovers.states import HandoverState
from pathways.models import Handover
from people.models import Person

from ..entries import Row, Said, Source, columns, dated, first_known

NAMED: dict[str, Any] = {"words": "service__name", "who": "reference"}


def _at(field: str, *, ahead: bool = False, **texts: str) -> Callable[[Person, User, Moment], QuerySet]:
    """As `entries.dated`, by a moment: the London day that it falls on. ahead: moments to come count too."""

    def rows(person: Person, user: User, moment: Moment) -> QuerySet:
        found = moment.known(Handover).filter(person=person, **{f"{field}__isnull": False})
        found = found.annotate(day_of_it=LondonDay(field))
        if not ahead:
            found = found.filter(day_of_it__lte=moment.as_at)
        known_at = first_known(Handover, field, moment)
        return columns(found, on_day="day_of_it", known_at=known_at, **NAMED | texts)

    return rows


def _say_sent(row: Row) -> Said:
    return Said(f"Handed over to {row.words}", f"handover {row.who}", row.more)


def _say_appointment(row: Row) -> Said:
    return Said(f"Appointment at {row.words}", f"handover {row.who}")


def _say_attended(row: Row) -> Said:
    return Said(f"First attended {row.words}", f"handover {row.who}")


def _say_ended(row: Row) -> Said:
    became = {
        HandoverState.CLOSED: f"{row.words} closed the handover",
        HandoverState.REFUSED: f"{row.words} refused the handover",
        HandoverState.WITHDRAWN: f"Handover to {row.words} withdrawn",
    }
    return Said(became[HandoverState(row.code)], f"{row.more}, handover {row.who}")


_SEES = Permission.SEND_HANDOVER
_sent = _at("sent_at", more="purpose")
_appointments = _at("appointment_at", ahead=True)
_attended = dated(Handover, "attended_on", **NAMED)
_ended = _at("ended_at", code="state", more="end_reason")

SOURCES = (
    Source("handover_sent", "handover", _SEES, _sent, _say_sent),
    Source("handover_appointment", "handover", _SEES, _appointments, _say_appointment),
    Source("handover_attended", "handover", _SEES, _attended, _say_attended),
    Source("handover_ended", "handover", _SEES, _ended, _say_ended),
)
