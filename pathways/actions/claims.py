"""Claiming a milestone, and somebody else verifying or returning it."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import ask
from foundation.accounts.models import Team, User
from foundation.accounts.notices import tell
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day, today
from foundation.lifecycle import facts
from foundation.lifecycle.models import Reason
from foundation.lifecycle.transitions import Refused, WrongState, perform
from people.models import Involvement

from .. import access, standing
from ..kinds import Milestone
from ..models import MilestoneClaim, Pathway, Spell
from ..notices import ClaimReturned
from ..states import ClaimState
from .following import begin, follow_claims, hold

RETURN_REASONS = "evidence_return"  # the list in reasons.csv


@transaction.atomic
def claim_milestone(
    pathway: Pathway,
    *,
    by: Any,
    milestone: str,
    reached_on: datetime.date,
    evidence_type: str,
    evidence_reference: str,
    evidence_on: datetime.date,
    spell: Spell | None = None,
    value: str = "",
) -> MilestoneClaim:
    """Claim that a milestone was reached on a day, with evidence; the first claim begins the pathway.

    value: which of the milestone's declared values, where it has some. Raises NotYou for staff who are not involved,
    Refused on a pathway that is not under way, ValidationError by field for dates that cannot be, a missing or
    unsuitable spell or value, or the same claim again. (domain: Milestone claim)
    """
    access.ask_to_record(by, pathway)
    claim = MilestoneClaim(
        pathway=pathway, person=pathway.person, team_id=_team_involved(by, pathway), milestone=milestone,
        evidence_type=evidence_type, evidence_reference=evidence_reference, evidence_on=evidence_on,
        reached_on=reached_on, spell=spell, value=value, claimed_by=by,
    )  # fmt: skip
    return _make(claim)


@transaction.atomic
def claim_from_record(
    pathway: Pathway,
    *,
    by: Any,
    team: Team,
    milestone: str,
    reached_on: datetime.date,
    evidence_reference: str,
    evidence_on: datetime.date,
    spell: Spell | None = None,
) -> MilestoneClaim:
    """Claim what a partner service recorded, with its record as the evidence: for a caller that has asked who may.

    team: the hub that verifies it. Raises Refused and ValidationError as claim_milestone does.
    """
    claim = MilestoneClaim(
        pathway=pathway, person=pathway.person, team=team, milestone=milestone,
        evidence_type=MilestoneClaim.Evidence.SERVICE_RECORD, evidence_reference=evidence_reference,
        evidence_on=evidence_on, reached_on=reached_on, spell=spell, claimed_by=by,
    )  # fmt: skip
    return _make(claim)


def _make(claim: MilestoneClaim) -> MilestoneClaim:
    """Ask whether it can be claimed now, and write it down."""
    pathway = claim.pathway
    hold(pathway.person)
    pathway.refresh_from_db()
    if not pathway.is_under_way:
        stands = pathway.get_state_display().lower()
        raise Refused(f"This pathway is {stands}. Milestones can be claimed once a need is identified.")
    claim.claimed_at = timezone.now()
    _ask_whether_possible(
        claim,
        reached_on=claim.reached_on,
        evidence_on=claim.evidence_on,
        spell=claim.spell,
        value=claim.value,
    )
    facts.record([claim], by=claim.claimed_by, what="claimed")
    begin(pathway, on=claim.reached_on)
    return claim


@transaction.atomic
def verify_claim(claim: MilestoneClaim, *, by: Any) -> MilestoneClaim:
    """Say that claim and evidence agree. Raises NotYou for a claimer, WrongState when somebody has decided already."""
    ask(by, Permission.VERIFY_MILESTONE)
    hold(claim.person)
    _ask_whether_undecided(claim)
    perform(claim, "verify", by=by)
    claim.pathway.refresh_from_db()
    follow_claims(claim.pathway)
    return claim


@transaction.atomic
def return_claim(claim: MilestoneClaim, *, by: Any, reason: Reason, text: str) -> MilestoneClaim:
    """Send the claim back to its claimer, who is told; `text` says what is needed.

    Raises NotYou for a claimer, WrongState when somebody has decided already, ValidationError without a text.
    """
    ask(by, Permission.VERIFY_MILESTONE)
    if reason.list != RETURN_REASONS:
        raise ValidationError({"reason": "Choose why the claim is returned."})
    if not text.strip():
        raise ValidationError({"text": "Say what is needed, so that it can be claimed again."})
    _ask_whether_undecided(claim)
    perform(claim, "return_claim", by=by, reason=reason.reason, because=reason.reason, text=text.strip())
    message = ClaimReturned(
        text=f"Milestone claim returned to you: {claim}",
        url=reverse("claim_detail", args=[claim.uuid]),
        reference=str(claim.pk),
    )
    tell(message, _who_mends(claim), except_for=by)
    return claim


@transaction.atomic
def claim_again(
    claim: MilestoneClaim,
    *,
    by: Any,
    reached_on: datetime.date,
    evidence_type: str,
    evidence_reference: str,
    evidence_on: datetime.date,
    spell: Spell | None = None,
    value: str = "",
) -> MilestoneClaim:
    """Claim a returned milestone again with mended evidence. Raises as claim_milestone does."""
    access.ask_to_record(by, claim.pathway)
    hold(claim.person)
    if claim.state != ClaimState.RETURNED:
        raise WrongState(
            f"This claim is {claim.get_state_display().lower()}; only a returned one is claimed again."
        )
    _ask_whether_possible(claim, reached_on=reached_on, evidence_on=evidence_on, spell=spell, value=value)
    return perform(
        claim, "claim_again", by=by, reached_on=reached_on, evidence_type=evidence_type,
        evidence_reference=evidence_reference, evidence_on=evidence_on, spell=spell, value=value,
    )  # fmt: skip


def _who_mends(claim: MilestoneClaim) -> list[User]:
    """Whoever claimed it; of what a partner service recorded, those of the hub that verifies it who may claim."""
    if claim.claimed_by.may(Permission.RECORD_PATHWAY):
        return [claim.claimed_by]
    return [user for user in User.objects.in_teams(claim.team_id) if user.may(Permission.RECORD_PATHWAY)]


def _team_involved(by: Any, pathway: Pathway) -> int:
    """The team whose claim this is: the user's one that has been involved with the person longest."""
    ours = Involvement.objects.filter(person=pathway.person_id, team__in=by.team_ids, until=None)
    return ours.order_by("since", "id").values_list("team_id", flat=True)[0]


def _ask_whether_undecided(claim: MilestoneClaim) -> None:
    if claim.state == ClaimState.CLAIMED:
        return
    who = claim.verified_by or claim.returned_by
    did = (
        f"{who} {claim.get_state_display().lower()} it"
        if who
        else f"It is {claim.get_state_display().lower()}"
    )
    raise WrongState(f"This claim has been decided: {did}. Nothing of yours was saved.")


def _ask_whether_possible(
    claim: MilestoneClaim,
    *,
    reached_on: datetime.date,
    evidence_on: datetime.date,
    spell: Spell | None,
    value: str,
) -> None:
    """Raise one ValidationError that names every field at fault."""
    try:
        milestone = claim.declaration
    except LookupError:
        raise ValidationError({"milestone": "Choose one of this pathway's milestones."}) from None
    faults = {}
    for name, day in (("reached_on", reached_on), ("evidence_on", evidence_on)):
        if fault := _fault_of_day(claim.person, day):
            faults[name] = fault
    if fault := _fault_of_spell(claim, milestone.rests_on, spell, reached_on):
        faults["spell"] = fault
    if fault := _fault_of_value(claim, milestone, value):
        faults["value"] = fault
    if not faults and (fault := _fault_of_repeating(claim, milestone, reached_on)):
        faults["reached_on"] = fault
    if faults:
        raise ValidationError(faults)


def _fault_of_day(person, day: datetime.date) -> str:
    if day > today():
        return "The date must be today or earlier."
    if day < person.date_of_birth:
        return f"The date cannot be before the person was born, {say_day(person.date_of_birth)}."
    return ""


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
