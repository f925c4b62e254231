"""What the pathways say became of each need: proposed to the key worker, who knows better and decides.

A need without a pathway has no proposal. The rules read facts that are recorded; nothing is guessed from silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pathways.kinds import KINDS, kinds_for
from pathways.models import MilestoneClaim, Pathway
from pathways.states import ClaimState
from pathways.states import PathwayState as P

from ..models import Need, Referral

Outcome = Need.Outcome


@dataclass(frozen=True)
class Proposal:
    """outcome: "" where nothing is proposed. says: the facts it rests on, in a sentence or two."""

    outcome: str
    says: str


def proposals_for(referral: Referral, needs: Sequence[Need]) -> dict[str, Proposal]:
    """By the kind of each need; two queries."""
    pathways = {each.kind: each for each in Pathway.objects.filter(person=referral.person_id)}
    claims = list(MilestoneClaim.objects.filter(person=referral.person_id).order_by("reached_on", "id"))
    return {need.kind: _proposed(_of_need(need, pathways), claims) for need in needs}


def _of_need(need: Need, pathways: dict[str, Pathway]) -> Pathway | None:
    return next((pathways[slug] for slug in kinds_for([need.kind]) if slug in pathways), None)


def _proposed(pathway: Pathway | None, claims: Sequence[MilestoneClaim]) -> Proposal:
    if pathway is None:
        return Proposal("", "No pathway records this need. Say what you found.")
    reached = _reached(pathway, claims)
    if pathway.state in (P.ACHIEVED, P.SUSTAINED):
        return Proposal(Outcome.ACHIEVED, f"The pathway is {pathway.get_state_display().lower()}.{reached}")
    if pathway.state == P.DECLINED:
        return Proposal(Outcome.NOT_ACHIEVED, f"The person declined support.{reached}")
    if pathway.state == P.IN_PROGRESS and reached:
        return Proposal(Outcome.PARTLY, f"The pathway is in progress.{reached}")
    if pathway.state in (P.IN_PROGRESS, P.NEED_IDENTIFIED):
        return Proposal(Outcome.NOT_ACHIEVED, "No milestone of the pathway is recorded.")
    return Proposal("", f"The pathway is {pathway.get_state_display().lower()}. Say what you found.{reached}")


def _reached(pathway: Pathway, claims: Sequence[MilestoneClaim]) -> str:
    """A sentence such as "Reached: job started (verified).", with a space before it; "" where nothing is."""
    kind = KINDS[pathway.kind]
    words = {ClaimState.VERIFIED: "verified", ClaimState.CLAIMED: "claimed, not verified"}
    said = [
        f"{kind.milestone(claim.milestone).in_sentence} ({words[ClaimState(claim.state)]})"
        for claim in claims
        if claim.pathway_id == pathway.pk and claim.state in words
    ]
    return f" Reached: {', '.join(said)}." if said else ""
