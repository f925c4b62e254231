"""Claiming a milestone with its evidence, and claiming it again when it was returned."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import Team
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import Refused, WrongState, perform
from people import actions as people
from people.models import Document, Involvement
from people.rules import Unfit

from .. import access
from ..claims.judging import Said, ask_whether_possible
from ..claims.sent_twice import is_claimed_again, made_already
from ..handovers import duty
from ..models import Handover, MilestoneClaim, Pathway, Spell
from ..states import ClaimState
from .asking import ask_for_verification
from .following import begin, hold
from .sampling import ask_or_leave

_Evidence = MilestoneClaim.Evidence
KINDS_OF_DOCUMENT = {
    _Evidence.LETTER: Document.Kind.LETTER,
    _Evidence.CONTRACT: Document.Kind.CONTRACT,
    _Evidence.PAYSLIP: Document.Kind.PAYSLIP,
    _Evidence.SERVICE_RECORD: Document.Kind.SERVICE_RECORD,
    _Evidence.SEEN: Document.Kind.OTHER,
}


@transaction.atomic
def claim_milestone(
    pathway: Pathway,
    *,
    by: Any,
    milestone: str,
    reached_on: datetime.date,
    evidence_type: str,
    evidence_on: datetime.date,
    evidence_reference: str = "",
    document: Document | None = None,
    file: bytes | None = None,
    spell: Spell | None = None,
    value: str = "",
) -> MilestoneClaim:
    """Claim that a milestone was reached on a day, with evidence; the first claim begins the pathway.

    evidence_reference, document, file: what the evidence says and where it is kept, one of the person's documents, or
    the content of a new one, at least one of the three. value: which of the milestone's declared values, where it has
    some. Sent twice it is one claim. Raises NotYou for staff who are not involved, Refused on a pathway that is not
    under way, ValidationError by field for dates that cannot be, a missing or unsuitable spell, value or file, or the
    same claim again.
    (domain: Milestone claim)
    """
    access.ask_to_record(by, pathway)
    said = Said(reached_on, evidence_type, evidence_on, evidence_reference, document, file, spell, value)
    return _make(pathway, said, milestone=milestone, team_id=_team_involved(by, pathway), by=by)


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
    handover: Handover | None = None,
) -> MilestoneClaim:
    """Claim what is recorded elsewhere, with that record as the evidence: for a caller that has asked who may.

    team: the hub that verifies it. handover: the one whose record it is; put right, the claim is taken back. Raises
    Refused and ValidationError as claim_milestone does.
    """
    said = Said(reached_on, _Evidence.SERVICE_RECORD, evidence_on, evidence_reference, spell=spell)
    return _make(pathway, said, milestone=milestone, team_id=team.pk, by=by, handover=handover)


@transaction.atomic
def claim_again(
    claim: MilestoneClaim,
    *,
    by: Any,
    reached_on: datetime.date,
    evidence_type: str,
    evidence_on: datetime.date,
    evidence_reference: str = "",
    document: Document | None = None,
    file: bytes | None = None,
    spell: Spell | None = None,
    value: str = "",
) -> MilestoneClaim:
    """Claim a returned milestone again with mended evidence; somebody must verify it, whatever its lot was.

    Raises as claim_milestone does.
    """
    access.ask_to_record(by, claim.pathway)
    hold(claim.person)
    said = Said(reached_on, evidence_type, evidence_on, evidence_reference, document, file, spell, value)
    if is_claimed_again(claim, said, by=by):
        return claim
    if claim.state != ClaimState.RETURNED:
        raise WrongState(
            f"This claim is {claim.get_state_display().lower()}; only a returned one is claimed again."
        )
    ask_whether_possible(claim, said)
    perform(
        claim, "claim_again", by=by, reached_on=reached_on, evidence_type=evidence_type, evidence_on=evidence_on,
        evidence_reference=evidence_reference, document=_kept(claim, said, by=by), spell=spell, value=value,
    )  # fmt: skip
    ask_for_verification(claim)
    return claim


def _make(
    pathway: Pathway, said: Said, *, milestone: str, team_id: int, by: Any, handover: Handover | None = None
) -> MilestoneClaim:
    """Ask whether it can be claimed now, write it down, and ask somebody to verify it if that is its lot."""
    hold(pathway.person)
    pathway.refresh_from_db()
    if not pathway.is_under_way:
        stands = pathway.get_state_display().lower()
        raise Refused(f"This pathway is {stands}. Milestones can be claimed once a need is identified.")
    now = timezone.now()
    claim = MilestoneClaim(
        pathway=pathway, person=pathway.person, team_id=team_id, milestone=milestone, claimed_by=by, claimed_at=now,
        first_claimed_at=now, reached_on=said.reached_on, evidence_type=said.evidence_type,
        evidence_reference=said.evidence_reference, evidence_on=said.evidence_on, spell=said.spell, value=said.value,
        handover=handover,
    )  # fmt: skip
    if sent_twice := made_already(claim, said, by=by):
        return sent_twice
    ask_whether_possible(claim, said)
    claim.document = _kept(claim, said, by=by)
    ask_or_leave(claim)
    facts.record([claim], by=by, what="claimed")
    ask_for_verification(claim)
    begin(pathway, on=said.reached_on)
    if milestone == duty.MILESTONE:
        duty.settle(pathway.person)
    return claim


def _kept(claim: MilestoneClaim, said: Said, *, by: Any) -> Document | None:
    """The document that is the evidence; a new file becomes one of the person's. Raises ValidationError at `file`."""
    if not said.file:
        return said.document
    kind = KINDS_OF_DOCUMENT[_Evidence(said.evidence_type)]
    try:
        return people.add_document(claim.person, by=by, content=said.file, kind=kind, title=str(claim))
    except Unfit as refusal:
        raise ValidationError(refusal.problems) from refusal


def _team_involved(by: Any, pathway: Pathway) -> int:
    """The team whose claim this is: the user's one that has been involved with the person longest."""
    ours = Involvement.objects.filter(person=pathway.person_id, team__in=by.team_ids, until=None)
    return ours.order_by("since", "id").values_list("team_id", flat=True)[0]
