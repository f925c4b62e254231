"""What is recorded around a person, besides the way they go: cohorts, licence conditions, advice, and a death.

One query puts all of it together, whatever there is.
"""

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from foundation.accounts.roles import Permission
from foundation.design.dates import say_day, today
from foundation.lifecycle.models import RunningClock
from people.circumstances.cohorts import cohorts_of
from people.clocks import RISK_DUE
from people.models import ActivityAdvice, CohortLabel, LicenceCondition, NoContact, PendingPair, Person

from .about import About

LABEL, CONDITION, PAIR, ADVICE, CLOCK = "label", "condition", "pair", "advice", "clock"


class Row(NamedTuple):
    """One row of any of them; `code`, `words` and `more` mean what the source says, the days are its own."""

    told_by: str
    code: str
    words: str
    more: str
    first_day: datetime.date
    last_day: datetime.date | None


def around(known: About) -> dict[str, Any]:
    """What the template shows. Conditions, advice and the clock of risk are for those who see risk."""
    rows = _rows_of(known.person, sees_risk=known.shows_risk)
    labels = [row.code for row in rows if row.told_by == LABEL]
    return {
        "cohorts": [cohort.title for cohort in cohorts_of(known.person, labels)],
        "condition_rows": _condition_rows(rows),
        "advice": _advice_rows(rows),
        "risk_run": next((row for row in rows if row.told_by == CLOCK), None),
        "death_url": _death_url(known),
    }


def _rows_of(person: Person, *, sees_risk: bool) -> list[Row]:
    labels = CohortLabel.objects.filter(person=person).standing_on(today())
    found = _columns(LABEL, labels, code=F("name"))
    if sees_risk:
        found = found.union(*_risk_columns(person), all=True)
    return sorted((Row(*row) for row in found), key=lambda row: (row.first_day, row.code), reverse=True)


def _risk_columns(person: Person) -> list[QuerySet]:
    asked = PendingPair.objects.filter(person=person).asked_or_confirmed()
    shown_as_asked = Exists(asked.filter(pair=OuterRef("pk")))
    met = NoContact.objects.of(person).not_over_on(today()).exclude(shown_as_asked)
    clocks = RunningClock.objects.of(person).filter(clock=RISK_DUE.name, stopped_at=None)
    return [
        _columns(
            CONDITION, LicenceCondition.objects.filter(person=person).not_over_on(today()),
            code=F("kind"), words=F("text"), more=F("team__name"),
        ),
        _columns(PAIR, met),
        _columns(PAIR, asked),
        _columns(
            ADVICE, ActivityAdvice.objects.filter(person=person),
            words=F("recommended"), more=F("restricted"), days=("assessed_on", None),
        ),
        _columns(CLOCK, clocks, days=("due_on", "former_due_on")),
    ]  # fmt: skip


def _columns(
    told_by: str, rows: QuerySet, *, days: tuple[str, str | None] = ("since", "until"), **texts: Any
) -> QuerySet:
    """The rows with the columns of `Row`, unordered."""
    said = {name: texts.get(name, Value("")) for name in ("code", "words", "more")}
    named = {
        "around_told_by": Value(told_by, output_field=CharField()),
        **{f"around_{name}": Coalesce(Cast(each, CharField()), Value("")) for name, each in said.items()},
        "around_first": F(days[0]),
        "around_last": Cast(F(days[1]) if days[1] else Value(None), DateField()),
    }
    return rows.order_by().annotate(**named).values_list(*named)


def _condition_rows(rows: Sequence[Row]) -> list[tuple[str, str]]:
    found = [_condition_words(row) for row in rows if row.told_by == CONDITION]
    if pairs := sum(row.told_by == PAIR for row in rows):
        found.append(("May not meet", "One person" if pairs == 1 else f"{pairs} people"))
    return found


def _condition_words(row: Row) -> tuple[str, str]:
    """(Keep away from a hub: Chatham, Not on Tuesdays. To 3 June 2026)"""
    kind = str(LicenceCondition.Kind(row.code).label)
    to = f"To {say_day(row.last_day)}" if row.last_day else ""
    words = ". ".join(part for part in (row.words.rstrip("."), to) if part)
    return f"{kind}: {row.more}" if row.more else kind, words


def _advice_rows(rows: Sequence[Row]) -> list[tuple[str, str]]:
    said = [
        pair
        for row in rows
        if row.told_by == ADVICE
        for pair in (("Activities recommended", row.words), ("Activities restricted", row.more))
    ]
    return [(label, words) for label, words in said if words]


def _death_url(known: About) -> str:
    """Where this user records the death, or puts one right; "" for everybody else."""
    person, user = known.person, known.user
    if person.died_on:
        return reverse("death_correct", args=[person.uuid]) if user.may(Permission.CORRECT_DEATH) else ""
    may_record = user.may(Permission.RECORD_DEATH) and (known.is_held or user.may(Permission.CORRECT_DEATH))
    return reverse("death_record", args=[person.uuid]) if may_record else ""
