"""A milestone claimed with its evidence, and claimed again."""

from uuid import UUID

from django.http import HttpResponse

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission

from .. import access, reading
from .. import actions as pathways
from ..forms import ClaimAgainForm, ClaimForm
from ..models import MilestoneClaim
from .answering import answer, form_page, typed


@form_page
@requires(Permission.RECORD_PATHWAY)
def claim_record(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Claim a milestone with its evidence."""
    pathway = reading.pathway_for(request.user, uuid)
    access.ask_to_record(request.user, pathway)
    wanted = {"milestone": request.GET.get("milestone", "")}
    offered = reading.evidence_for(request.user, pathway)
    form = ClaimForm(
        typed(request), request.FILES or None, initial=wanted, kind=pathway.declaration, **offered
    )
    made: list[MilestoneClaim] = []

    def claim() -> None:
        made.append(pathways.claim_milestone(pathway, by=request.user, **form.cleaned_data))

    return answer(
        request,
        "pathways/claim_record.html",
        form,
        claim,
        pathway,
        lambda: f"Milestone claimed. {_then(made[0])}",
    )


@form_page
@requires(Permission.RECORD_PATHWAY)
def claim_again(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Claim a returned milestone again."""
    claim = reading.claim_for(request.user, uuid)
    access.ask_to_record(request.user, claim.pathway)
    names = ("reached_on", "evidence_type", "evidence_reference", "evidence_on", "value")
    before = {name: getattr(claim, name) for name in names} | {
        "spell": claim.spell and str(claim.spell.uuid),
        "document": claim.document and str(claim.document.uuid),
    }
    offered = reading.evidence_for(request.user, claim.pathway)
    kind = claim.pathway.declaration
    form = ClaimAgainForm(typed(request), request.FILES or None, initial=before, kind=kind, **offered)

    def again() -> None:
        pathways.claim_again(claim, by=request.user, **form.cleaned_data)

    done = "Milestone claimed again. Somebody else must verify it"
    return answer(request, "pathways/claim_again.html", form, again, claim.pathway, done, claim=claim)


def _then(claim: MilestoneClaim) -> str:
    """What comes next, for the line that says it is done."""
    if claim.is_asked_for:
        return "Somebody else must verify it"
    return "It was not drawn to be verified, and counts as claimed"
