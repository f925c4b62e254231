"""Recording jobs, homes and treatment: dates as they were, the former version of a correction kept."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from foundation.design.dates import say_day
from foundation.lifecycle import facts
from foundation.lifecycle.meanwhile import ask_whether_unchanged, did_today
from foundation.lifecycle.transitions import Refused
from people.rules import says_too_much

from .. import access
from ..checks.asking import keep_asking
from ..claims import resting
from ..kinds import MAY_ASK
from ..models import Pathway, Spell
from ..rules.asked import faults_of
from .following import follow, hold
from .verifying import take_back_claims

SAID = ("code", "started_on", "ended_on", "end_reason", "detail", *MAY_ASK)


@transaction.atomic
def record_spell(pathway: Pathway, *, by: Any, code: str, started_on: datetime.date, **said: Any) -> Spell:
    """Record a job, home or treatment of the pathway's kind.

    said: ended_on (the first day it was no longer so), end_reason, detail, and what the kind asks besides. Sent twice
    it is one spell. Raises NotYou for staff who are not involved; ValidationError by field for dates that cannot be, a
    code the kind does not have, a second home on the same days, a home before the release, or the same spell again.
    (domain: Pathways)
    """
    access.ask_to_record(by, pathway)
    return put_down(pathway, by=by, code=code, started_on=started_on, **said)


@transaction.atomic
def put_down(pathway: Pathway, *, by: Any, code: str, started_on: datetime.date, **said: Any) -> Spell:
    """As record_spell, for a caller that has asked who may, such as a partner service that starts treatment.

    A pathway that is not kept only says of which kind the spell is, and does not move.
    """
    spell = Spell(person=hold(pathway.person), kind=pathway.declaration.spell_kind)
    wanted = _wanted(spell, {"code": code, "started_on": started_on} | said)
    if sent_twice := _recorded_already(spell, wanted, by):
        return sent_twice
    _ask_whether_possible(pathway, spell, wanted)
    for name, value in wanted.items():
        setattr(spell, name, value)
    facts.record([spell], by=by)
    if pathway.pk:
        follow(_as_it_is_now(pathway), spell)
    keep_asking([spell.person_id])
    return spell


@transaction.atomic
def end_spell(pathway: Pathway, spell: Spell, *, by: Any, ended_on: datetime.date, reason: str) -> Spell:
    """End a spell that stands; the pathway is set back when nothing else achieves it.

    Raises NotYou, Refused when it has ended already, ValidationError for a date that cannot be.
    """
    access.ask_to_record(by, pathway)
    hold(pathway.person)
    spell.refresh_from_db()
    if (spell.ended_on, spell.end_reason) == (ended_on, reason):
        return spell
    if spell.ended_on:
        noun = pathway.declaration.spell_noun
        raise Refused(
            f"This {noun} has an end already: {say_day(spell.ended_on)}. Correct it if that is wrong."
        )
    _change(pathway, spell, {"ended_on": ended_on, "end_reason": reason}, by=by, what="ended")
    return spell


@transaction.atomic
def correct_spell(
    pathway: Pathway, spell: Spell, *, by: Any, reason: str, seen_as: str = "", **changes: Any
) -> Spell:
    """Put a spell right; what it said before is kept. `reason` says what was wrong.

    seen_as: the version that `by` had read (`spell.seen_as`). changes: what record_spell takes. Raises as record_spell
    does, and ChangedMeanwhile.
    """
    access.ask_to_record(by, pathway)
    if too_long := says_too_much(reason):
        raise ValidationError({"reason": too_long})
    hold(pathway.person)
    spell.refresh_from_db()
    if not _says(spell, _wanted(spell, changes)):
        ask_whether_unchanged(spell, seen_as)
    _change(pathway, spell, changes, by=by, what="corrected", reason=reason)
    return spell


def _change(
    pathway: Pathway, spell: Spell, changes: dict[str, Any], *, by: Any, what: str, reason: str = ""
) -> None:
    """Write it where it can be so; pathway, checks and the claims that rest on it follow what it says now."""
    wanted = _wanted(spell, changes)
    _ask_whether_possible(pathway, spell, wanted)
    claims = resting.shown_until_now(spell)
    if not facts.correct([(spell, wanted)], by=by, what=what, words=reason):
        return
    follow(_as_it_is_now(pathway), spell, is_new=False)
    lost = resting.no_longer_shown(claims, spell)
    take_back_claims(
        lost, by=by, because=f"The {spell.rules.noun} it rests on was {what} and no longer shows it"
    )
    keep_asking([spell.person_id], because=reason)


def _wanted(spell: Spell, changes: dict[str, Any]) -> dict[str, Any]:
    """Every column as it would be; why it ended is said of what has ended. Raises TypeError for any other name."""
    if unknown := set(changes) - set(SAID):
        raise TypeError(f"a spell does not say {', '.join(sorted(unknown))}")
    wanted = {name: getattr(spell, name) for name in SAID} | changes
    return wanted | {"end_reason": wanted["end_reason"] if wanted["ended_on"] else ""}


def _says(spell: Spell, wanted: dict[str, Any]) -> bool:
    return all(getattr(spell, name) == value for name, value in wanted.items())


def _recorded_already(spell: Spell, wanted: dict[str, Any], by: Any) -> Spell | None:
    """The spell that says just this, if the user recorded it today."""
    of_that_day = Spell.objects.filter(
        person=spell.person_id, kind=spell.kind, code=wanted["code"], started_on=wanted["started_on"]
    )
    same = next((each for each in of_that_day if _says(each, wanted)), None)
    return same if same and did_today(same, by) else None


def _as_it_is_now(pathway: Pathway) -> Pathway:
    """The pathway read again under the lock."""
    pathway.refresh_from_db()
    return pathway


def _ask_whether_possible(pathway: Pathway, spell: Spell, wanted: dict[str, Any]) -> None:
    """Raise one ValidationError that names every field at fault."""
    if faults := faults_of(pathway.declaration, spell, wanted):
        raise ValidationError(faults)
