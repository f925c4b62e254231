"""Inductions, marks of the register, answers on wellbeing, and concerns."""

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle.facts import Moment
from hubs.models import Booking, Concern, Induction, Wellbeing
from hubs.models.wellbeing import QUESTIONS
from hubs.states import Mark, SessionState
from people.models import Person

from ..entries import Row, Said, Source, columns, dated, recorded_by

SESSION_TITLE = Case(
    When(session__title="", then=F("session__category__category")), default=F("session__title")
)
# The answers in the order of the questions, each with a semicolon after it; nothing before it where there was none.
ANSWERS = Concat(*(Concat(Coalesce(Cast(each, CharField()), Value("")), Value(";")) for each in QUESTIONS))
MARKED = ~Q(mark="") & ~Q(session__state=SessionState.NOT_HELD)


def _concerns(person: Person, user: User, moment: Moment) -> QuerySet:
    """On the day of the session at which it was seen."""
    rows = recorded_by(Concern.objects.filter(person=person, booking__held_on__lte=moment.as_at), moment)
    return columns(
        rows,
        on_day="booking__held_on",
        known_at="recorded_at",
        words="booking__hub__name",
        more="text",
        who="recorded_by__name",
    )


def _say_mark(row: Row) -> Said:
    detail = f"attendance, {row.who}"
    return Said(f"{Mark(row.code).label}: {row.words}", f"{detail}. {row.more}" if row.more else detail)


def _say_induction(row: Row) -> Said:
    return Said(f"Inducted at {row.words}", f"attendance, by {row.who}" if row.who else "attendance")


def _say_wellbeing(row: Row) -> Said:
    """Satisfied 6, worthwhile 5, happy 7, anxious 3; a question without an answer is not named."""
    answers = zip(QUESTIONS, row.more.split(";"), strict=False)
    text = ", ".join(f"{question} {answer}" for question, answer in answers if answer)
    at = f"{Wellbeing.Occasion(row.code).label.lower()} at {row.words}"
    detail = f"{at}, asked by {row.who}" if row.who else at
    return Said(
        "Answers on wellbeing" if text else "Asked about wellbeing, no answer", detail, text.capitalize()
    )


def _say_concern(row: Row) -> Said:
    return Said(f"Concern at {row.words}", f"concern, recorded by {row.who}", row.more)


_inductions = dated(Induction, "inducted_on", words="hub__name", who="inducted_by__name")
_answers = dated(
    Wellbeing, "asked_on", code="occasion", words="hub__name", more=ANSWERS, who="asked_by__name"
)
_marks = dated(
    Booking, "held_on", known_by="mark", where=MARKED,
    code="mark", words=SESSION_TITLE, more="absence_reason", who="hub__name",
)  # fmt: skip

SOURCES = (
    Source("induction", "attendance", Permission.VIEW_REFERRAL, _inductions, _say_induction),
    Source("mark", "attendance", Permission.VIEW_REFERRAL, _marks, _say_mark),
    Source("wellbeing", "wellbeing", Permission.VIEW_REFERRAL, _answers, _say_wellbeing),
    Source("concern", "concern", Permission.VIEW_RISK, _concerns, _say_concern),
)
