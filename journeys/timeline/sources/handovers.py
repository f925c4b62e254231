"""Handovers to partner services: sent, the appointment, the first attendance, and what came of it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle.dates import LondonDay
from foundation.lifecycle.facts import Moment
from pathways.handovers.states import DutyAnswer, HandoverState
from pathways.models import DutyToRefer, Handover
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


def _say_duty(row: Row) -> Said:
    answer = DutyAnswer(row.code).label.split(":")[0].lower() if row.code else "no answer yet"
    return Said(f"Duty to refer made to {row.words}", f"made outside the product, {answer}")


def _say_duty_outcome(row: Row) -> Said:
    return Said(f"Duty to refer: {row.more}", f"{row.words}")


_SEES = Permission.SEND_HANDOVER
_sent = _at("sent_at", more="purpose")
_appointments = _at("appointment_at", ahead=True)
_attended = dated(Handover, "attended_on", **NAMED)
_ended = _at("ended_at", code="state", more="end_reason")
_DUTY: dict[str, Any] = {"words": "authority", "code": "answer", "more": "outcome"}
_duties = dated(DutyToRefer, "made_on", **_DUTY)
_duty_outcomes = dated(DutyToRefer, "outcome_on", **_DUTY)

SOURCES = (
    Source("handover_sent", "handover", _SEES, _sent, _say_sent),
    Source("handover_appointment", "handover", _SEES, _appointments, _say_appointment),
    Source("handover_attended", "handover", _SEES, _attended, _say_attended),
    Source("handover_ended", "handover", _SEES, _ended, _say_ended),
    Source("duty_to_refer", "handover", _SEES, _duties, _say_duty),
    Source("duty_to_refer_outcome", "handover", _SEES, _duty_outcomes, _say_duty_outcome),
)
