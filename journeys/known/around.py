"""What is recorded around a person, besides the way they go: cohorts, licence conditions, advice, and a death."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from foundation.accounts.roles import Permission
from foundation.design.dates import say_day, today
from foundation.lifecycle.models import RunningClock
from people.circumstances.cohorts import cohorts_of
from people.clocks import RISK_DUE
from people.models import ActivityAdvice, CohortLabel, LicenceCondition, NoContact, PendingPair

from .about import About
from .gathering import Rows


def asked_about(known: About) -> dict[str, Rows]:
    """What `around` reads. Conditions and advice are for those who see risk."""
    person = known.person
    asked = {"labels": Rows(CohortLabel.objects.filter(person=person).standing_on(today()))}
    if not known.shows_risk:
        return asked
    pending = PendingPair.objects.filter(person=person).asked_or_confirmed()
    shown_as_asked = Exists(pending.filter(pair=OuterRef("pk")))
    return asked | {
        "conditions": Rows(
            LicenceCondition.objects.filter(person=person).not_over_on(today()), {"team": "name"}
        ),
        "pairs": Rows(NoContact.objects.of(person).not_over_on(today()).exclude(shown_as_asked)),
        "pending_pairs": Rows(pending),
        "advice": Rows(ActivityAdvice.objects.filter(person=person)),
    }


def around(known: About, found: Mapping[str, Sequence[Any]], runs: Sequence[RunningClock]) -> dict[str, Any]:
    """What the template shows, of what was gathered and of the clocks about the person."""
    labels = [label.name for label in found["labels"]]
    kept_apart = len(found.get("pairs", ())) + len(found.get("pending_pairs", ()))
    return {
        "cohorts": [cohort.title for cohort in cohorts_of(known.person, labels)],
        "condition_rows": _condition_rows(found.get("conditions", ()), kept_apart),
        "advice": _advice_rows(found.get("advice", ())),
        "risk_run": next((run for run in runs if run.clock == RISK_DUE.name), None),
        "death_url": _death_url(known),
    }


def _condition_rows(conditions: Sequence[LicenceCondition], kept_apart: int) -> list[tuple[str, str]]:
    found = [_condition_words(each) for each in conditions]
    if kept_apart:
        found.append(("May not meet", "One person" if kept_apart == 1 else f"{kept_apart} people"))
    return found


def _condition_words(condition: LicenceCondition) -> tuple[str, str]:
    """(Keep away from a hub: Chatham, Not on Tuesdays. To 3 June 2026)"""
    to = f"To {say_day(condition.until)}" if condition.until else ""
    return str(condition), ". ".join(part for part in (condition.text.rstrip("."), to) if part)


def _advice_rows(advice: Sequence[ActivityAdvice]) -> list[tuple[str, str]]:
    said = [
        pair
        for each in advice
        for pair in (
            ("Activities recommended", each.recommended),
            ("Activities restricted", each.restricted),
        )
    ]
    return [(label, words) for label, words in said if words]


def _death_url(known: About) -> str:
    """Where this user records the death, or puts one right; "" for everybody else."""
    person, user = known.person, known.user
    if person.died_on:
        return reverse("death_correct", args=[person.uuid]) if user.may(Permission.CORRECT_DEATH) else ""
    may_record = user.may(Permission.RECORD_DEATH) and (known.is_held or user.may(Permission.CORRECT_DEATH))
    return reverse("death_record", args=[person.uuid]) if may_record else ""
