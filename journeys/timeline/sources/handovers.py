"""Handovers to partner services: sent, received, each appointment kept or missed, the answer, what came of it."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle.dates import LondonDay
from foundation.lifecycle.facts import Moment
from foundation.lifecycle.models import Event
from pathways.handovers.states import DutyAnswer, HandoverState
from pathways.models import DutyToRefer, Handover
from people.merging.former import records_of
from people.models import Person

from ..entries import Row, Said, Source, columns, dated, recorded_by, versions_of

NAMED: dict[str, Any] = {"words": "service__name", "who": "reference"}


def _at(field: str, *, ahead: bool = False, **texts: str) -> Callable[[Person, User, Moment], QuerySet]:
    """As `entries.dated`, by a moment: the London day that it falls on. ahead: moments to come count too."""
    known = versions_of(Handover, on_day=LondonDay(field), known_by=field, **NAMED | texts)

    def rows(person: Person, user: User, moment: Moment) -> QuerySet:
        has_come = {} if ahead else {"timeline_day__lte": moment.as_at}
        return known(moment).filter(person=person, **{f"{field}__isnull": False}, **has_come)

    return rows


def _missed(person: Person, user: User, moment: Moment) -> QuerySet:
    """On the day that it was recorded; a handover goes on, so the log alone knows. Not what was put right since."""
    told = recorded_by(
        Event.objects.filter(person_id__in=records_of(person), subject_type=Handover._meta.label_lower),
        moment,
    )
    put_right = told.filter(
        what="put_right",
        from_state=HandoverState.DID_NOT_ATTEND,
        subject_id=OuterRef("subject_id"),
        pk__gt=OuterRef("pk"),
    )
    handover = Handover.versions.filter(pk=OuterRef("subject_id")).order_by()
    return columns(
        told.filter(~Exists(put_right), what="miss", effective_on__lte=moment.as_at),
        on_day="effective_on",
        known_at="recorded_at",
        words=Subquery(handover.values("service__name")[:1]),
        who=Subquery(handover.values("reference")[:1]),
    )


def _say_missed(row: Row) -> Said:
    return Said(f"Did not come to {row.words}", f"handover {row.who}")


def _say_received(row: Row) -> Said:
    return Said(f"{row.words} received the handover", f"handover {row.who}")


def _say_answered(row: Row) -> Said:
    """`code` is the answer, `more` why it was not accepted."""
    answer = DutyAnswer(row.code).label
    return Said(
        f"Duty to refer: {answer[0].lower()}{answer[1:]}", f"{row.words}, handover {row.who}", row.more
    )


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
_received = _at("received_at")
_appointments = _at("appointment_at", ahead=True)
_attended = dated(Handover, "attended_on", **NAMED)
_answered = dated(Handover, "duty_answered_on", code="duty_answer", more="duty_reason", **NAMED)
_ended = _at("ended_at", code="state", more="end_reason")
_DUTY: dict[str, Any] = {"words": "authority", "code": "answer", "more": "outcome"}
_duties = dated(DutyToRefer, "made_on", **_DUTY)
_duty_outcomes = dated(DutyToRefer, "outcome_on", **_DUTY)

SOURCES = (
    Source("handover_sent", "handover", _SEES, _sent, _say_sent),
    Source("handover_received", "handover", _SEES, _received, _say_received),
    Source("handover_appointment", "handover", _SEES, _appointments, _say_appointment),
    Source("handover_attended", "handover", _SEES, _attended, _say_attended),
    Source("handover_missed", "handover", _SEES, _missed, _say_missed),
    Source("duty_answered", "handover", _SEES, _answered, _say_answered),
    Source("handover_ended", "handover", _SEES, _ended, _say_ended),
    Source("duty_to_refer", "handover", _SEES, _duties, _say_duty),
    Source("duty_to_refer_outcome", "handover", _SEES, _duty_outcomes, _say_duty_outcome),
)
