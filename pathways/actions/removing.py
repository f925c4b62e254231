"""Taking out what was recorded of the wrong person: known no longer, kept in the history, and nothing rests on it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from foundation.lifecycle import facts
from foundation.lifecycle.meanwhile import ask_whether_unchanged
from people.models import Person
from people.rules import lacks_words

from .. import access
from ..checks.asking import keep_asking
from ..claims import resting
from ..handovers import duty, notices
from ..models import Handover, OutcomesProfile, Pathway, Spell
from .following import hold
from .judging import judge_again, setbacks_count_no_longer
from .top import Allows, ask_to_record_top, claims_shown_by, treatment_then
from .verifying import take_back_claims

IN_ERROR = "entered_in_error"


@transaction.atomic
def remove_spell(pathway: Pathway, spell: Spell, *, by: Any, reason: str, seen_as: str = "") -> None:
    """A job, home or treatment was never this person's. Removed twice, it is removed once.

    The milestones that rest on it are taken back, its setbacks count no longer, and checks follow. Raises NotYou for
    staff who are not involved, ValidationError without a reason, ChangedMeanwhile. (domain: History)
    """
    access.ask_to_record(by, pathway)
    because = _because(reason)
    person = hold(pathway.person)
    spell.refresh_from_db()
    if spell.superseded_at is not None:
        return
    ask_whether_unchanged(spell, seen_as)
    take_back_claims(resting.standing_on(spell), by=by, because=because)
    facts.set_aside(spell, by=by, what=IN_ERROR, words=reason)
    _let_go_of(spell, by=by)
    judge_again(person, told={"spell": spell})
    setbacks_count_no_longer([person.pk], {"spell": spell}, by=by)
    duty.settle(person)
    keep_asking([person.pk])


@transaction.atomic
def remove_top(
    form: OutcomesProfile, *, by: Any, reason: str, seen_as: str = "", allows: Allows = access.works_with
) -> None:
    """A TOP form is about somebody else. Removed twice, it is removed once; its milestone is taken back.

    Raises as remove_spell does.
    """
    ask_to_record_top(by, form.person, allows)
    because = _because(reason)
    hold(form.person)
    form.refresh_from_db()
    if form.superseded_at is not None:
        return
    ask_whether_unchanged(form, seen_as)
    take_back_claims(claims_shown_by(form), by=by, because=because)
    facts.set_aside(form, by=by, what=IN_ERROR, words=reason)


def _because(reason: str) -> str:
    """Why what rested on it does not stand. Raises ValidationError at `reason`."""
    if needed := lacks_words(reason, "Say what was wrong."):
        raise ValidationError({"reason": needed})
    return f"The record it rested on was entered in error: {reason.strip()}"


def _let_go_of(spell: Spell, *, by: Any) -> None:
    """TOP forms belong to the treatment that was so then; a service that had recorded it can do so anew."""
    forms = OutcomesProfile.objects.filter(spell=spell).select_related("person")
    facts.correct(
        [(form, {"spell": _treatment_of(form, form.person)}) for form in forms],
        by=by,
        what="treatment_changed",
    )
    handed = list(Handover.objects.filter(spell=spell).select_related("service", "person", "involvement"))
    facts.correct(
        [(each, {"spell": None, "version": each.version + 1}) for each in handed],
        by=by,
        what="treatment_taken_out",
    )
    for handover in handed:
        if handover.is_open:
            told = (
                "the treatment recorded was taken out as entered in error. Record it again if it has started."
            )
            notices.tell_service(notices.HandoverChanged(handover, told), handover, by=by)


def _treatment_of(form: OutcomesProfile, person: Person) -> Spell | None:
    return treatment_then(person, form.taken_on, form.asked_from)
