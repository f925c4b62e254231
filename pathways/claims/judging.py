"""What a claim says, and whether it can be so: every fault at its field, at once."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from foundation.design.dates import say_day, today
from people.models import Document

from .. import standing
from ..kinds import Milestone
from ..models import MilestoneClaim, Spell
from ..states import ClaimState


@dataclass(frozen=True)
class Said:
    """What somebody says of a claim: when it was reached, and its evidence: a document, a new file, or words."""

    reached_on: datetime.date
    evidence_type: str
    evidence_on: datetime.date
    evidence_reference: str = ""
    document: Document | None = None
    file: bytes | None = None
    spell: Spell | None = None
    value: str = ""


class ClaimedAlready(ValidationError):
    """Nothing is wrong with the claim but that there is one already: for this day, or of what is reached once."""


def ask_whether_possible(claim: MilestoneClaim, said: Said) -> None:
    """Raise one ValidationError that names every field at fault; ClaimedAlready where that is the only one."""
    try:
        milestone = claim.declaration
    except LookupError:
        raise ValidationError({"milestone": "Choose one of this pathway's milestones."}) from None
    found = {
        "reached_on": _fault_of_day(claim.person, said.reached_on),
        "evidence_on": _fault_of_day(claim.person, said.evidence_on),
        "spell": _fault_of_spell(claim, milestone.rests_on, said.spell, said.reached_on),
        "value": _fault_of_value(claim, milestone, said.value),
        "document": _fault_of_document(claim, said),
        "evidence_reference": _fault_of_reference(said),
    }
    faults = {name: fault for name, fault in found.items() if fault}
    if faults:
        raise ValidationError(faults)
    if fault := _fault_of_repeating(claim, milestone, said.reached_on):
        raise ClaimedAlready({"reached_on": fault})


def _fault_of_day(person, day: datetime.date) -> str:
    if day > today():
        return "The date must be today or earlier."
    if day < person.date_of_birth:
        return f"The date cannot be before the person was born, {say_day(person.date_of_birth)}."
    return ""


def _fault_of_document(claim: MilestoneClaim, said: Said) -> str:
    if said.document is None:
        return ""
    if said.file:
        return "Choose one: a document that is kept already, or a new file."
    if said.document.person_id != claim.person_id or said.document.is_set_aside:
        return "Choose one of this person's own documents."
    return ""


def _fault_of_reference(said: Said) -> str:
    if said.evidence_reference.strip() or said.document or said.file:
        return ""
    return "Attach a file, or say what the evidence says and where it is kept."


def _fault_of_spell(claim: MilestoneClaim, rests_on, spell: Spell | None, reached_on: datetime.date) -> str:
    kind = claim.pathway.declaration
    if rests_on is None:
        return "Only " + _those_with_spells(kind) + f" rests on a {kind.spell_noun}." if spell else ""
    if spell is None:
        return f"Choose the {kind.spell_noun} that shows it. Record it first if it is not listed."
    if spell.person_id != claim.person_id or spell.kind != kind.spell_kind:
        return f"Choose one of this person's own: the {kind.spell_noun} that shows it."
    if not rests_on(standing.of_spells([spell])[spell.pk]):
        return f"This {kind.spell_noun} is of a kind that does not show it."
    if reached_on < spell.started_on:
        return f"This {kind.spell_noun} began on {say_day(spell.started_on)}, after the day the milestone was reached."
    return ""


def _those_with_spells(kind) -> str:
    return " or ".join(milestone.in_sentence for milestone in kind.milestones if milestone.rests_on)


def _fault_of_value(claim: MilestoneClaim, milestone: Milestone, value: str) -> str:
    if milestone.values and value not in milestone.values:
        return f"Choose which one: {', '.join(milestone.values.values())}."
    if value and not milestone.values:
        having = " or ".join(each.in_sentence for each in claim.pathway.declaration.milestones if each.values)
        return f"This is asked only for {having}." if having else "This milestone has nothing to choose."
    return ""


def _fault_of_repeating(claim: MilestoneClaim, milestone: Milestone, reached_on: datetime.date) -> str:
    """Reached once only, or claimed already for the same day."""
    same = MilestoneClaim.objects.filter(pathway=claim.pathway_id, milestone=claim.milestone)
    others = same.exclude(pk=claim.pk).exclude(state=ClaimState.REVOKED)
    before = others.filter(reached_on=reached_on).first() or (others.first() if milestone.once else None)
    if before is None:
        return ""
    if before.reached_on == reached_on:
        return "This milestone is claimed already for this day."
    return f"This milestone is reached once, and is claimed already for {say_day(before.reached_on)}."
