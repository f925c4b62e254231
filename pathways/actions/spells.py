"""Recording jobs, homes and treatment: dates as they were, the former version of a correction kept."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from foundation.design.dates import say_day, today
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import Refused
from people.rules import says_too_much

from .. import access, standing
from ..models import Pathway, Spell
from .following import follow, hold


@transaction.atomic
def record_spell(
    pathway: Pathway,
    *,
    by: Any,
    code: str,
    started_on: datetime.date,
    ended_on: datetime.date | None = None,
    end_reason: str = "",
    detail: str = "",
) -> Spell:
    """Record a job, home or treatment of the pathway's kind; `ended_on` is the first day it was no longer so.

    Raises NotYou for staff who are not involved; ValidationError by field for dates that cannot be, a code the kind
    does not have, a second home on the same days, or the same spell again. (domain: Pathways)
    """
    access.ask_to_record(by, pathway)
    spell = Spell(person=hold(pathway.person), kind=pathway.declaration.spell_kind)
    _ask_whether_possible(pathway, spell, code=code, started_on=started_on, ended_on=ended_on)
    spell.code, spell.started_on, spell.ended_on = code, started_on, ended_on
    spell.end_reason, spell.detail = end_reason if ended_on else "", detail
    facts.record([spell], by=by)
    follow(_as_it_is_now(pathway), spell)
    return spell


@transaction.atomic
def end_spell(pathway: Pathway, spell: Spell, *, by: Any, ended_on: datetime.date, reason: str) -> Spell:
    """End a spell that stands; the pathway is set back when nothing else achieves it.

    Raises NotYou, Refused when it has ended already, ValidationError for a date that cannot be.
    """
    access.ask_to_record(by, pathway)
    hold(pathway.person)
    spell.refresh_from_db()
    if spell.ended_on:
        noun = pathway.declaration.spell_noun
        raise Refused(
            f"This {noun} has an end already: {say_day(spell.ended_on)}. Correct it if that is wrong."
        )
    _ask_whether_possible(pathway, spell, code=spell.code, started_on=spell.started_on, ended_on=ended_on)
    facts.correct([(spell, {"ended_on": ended_on, "end_reason": reason})], by=by, what="ended")
    follow(_as_it_is_now(pathway), spell, is_new=False)
    return spell


@transaction.atomic
def correct_spell(pathway: Pathway, spell: Spell, *, by: Any, reason: str, **changes: Any) -> Spell:
    """Put a spell right; what it said before is kept. `reason` says what was wrong.

    changes: code, started_on, ended_on, end_reason, detail. Raises as record_spell does.
    """
    access.ask_to_record(by, pathway)
    if too_long := says_too_much(reason):
        raise ValidationError({"reason": too_long})
    hold(pathway.person)
    spell.refresh_from_db()
    new = {
        name: getattr(spell, name) for name in ("code", "started_on", "ended_on", "end_reason", "detail")
    } | changes
    _ask_whether_possible(
        pathway, spell, code=new["code"], started_on=new["started_on"], ended_on=new["ended_on"]
    )
    if not new["ended_on"]:
        new["end_reason"] = ""
    if facts.correct([(spell, new)], by=by, words=reason):
        follow(_as_it_is_now(pathway), spell, is_new=False)
    return spell


def _as_it_is_now(pathway: Pathway) -> Pathway:
    """The pathway read again under the lock."""
    pathway.refresh_from_db()
    return pathway


def _ask_whether_possible(
    pathway: Pathway, spell: Spell, *, code: str, started_on: datetime.date, ended_on: datetime.date | None
) -> None:
    """Raise one ValidationError that names every field at fault."""
    faults = _faults_of_dates(spell.person, started_on, ended_on)
    if code not in standing.labels_of(pathway.declaration):
        faults["code"] = "Choose one of the kinds listed."
    others = Spell.objects.filter(person=spell.person_id, kind=spell.kind).exclude(pk=spell.pk)
    if not faults and others.filter(code=code, started_on=started_on).exists():
        faults["started_on"] = "This is recorded already: the same kind from the same day."
    elif not faults and spell.kind == Spell.Kind.ACCOMMODATION:
        faults |= _faults_of_overlap(others, started_on, ended_on)
    if faults:
        raise ValidationError(faults)


def _faults_of_dates(person, started_on: datetime.date, ended_on: datetime.date | None) -> dict[str, str]:
    faults = {}
    if started_on > today():
        faults["started_on"] = "The first day must be today or earlier. Record it once it has begun."
    elif started_on < person.date_of_birth:
        faults["started_on"] = (
            f"The first day cannot be before the person was born, {say_day(person.date_of_birth)}."
        )
    elif person.died_on and started_on > person.died_on:
        faults["started_on"] = f"The first day cannot be after the person died, {say_day(person.died_on)}."
    if ended_on and ended_on <= started_on:
        faults["ended_on"] = "The first day it was no longer so must be after the day it began."
    elif ended_on and ended_on > today() + datetime.timedelta(days=1):
        faults["ended_on"] = (
            "This day must be tomorrow at the latest. Record the end once the last day has come."
        )
    return faults


def _faults_of_overlap(others, started_on: datetime.date, ended_on: datetime.date | None) -> dict[str, str]:
    clash = others.overlapping(started_on, ended_on).order_by("started_on").first()
    if clash is None:
        return {}
    until = f"to {say_day(clash.ended_on)}" if clash.ended_on else "with no end yet"
    return {
        "started_on": f"Another home is recorded from {say_day(clash.started_on)} {until}. "
        "End or correct that one first: a person has one home at a time here."
    }
