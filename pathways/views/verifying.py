"""The verifier's queue, a claim beside its evidence, the decision, and taking one back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.audit.models import Operation
from foundation.lifecycle.transitions import can, check
from people.documents.serving import as_file

from .. import access, agreement, reading, standing
from .. import actions as pathways
from ..forms import DecisionForm, RevokeForm
from ..kinds import titles_always_verified
from ..models import MilestoneClaim
from ..tables import ClaimTable
from .answering import attempt, form_page, typed
from .tabs import tabs_of


@require_safe
@requires(Permission.RECORD_PATHWAY, Permission.VERIFY_MILESTONE)
def claim_list(request: SignedInRequest) -> HttpResponse:
    """The verifier's queue; for those who only record, what they and their hub have claimed."""
    tabs = reading.tabs_for(request.user)
    tab = next((each for each in tabs if each.slug == request.GET.get("show")), tabs[0])
    table = ClaimTable(
        reading.claims_on(tab, request.user), user=request.user, caption=tab.title, empty_text=tab.empty
    )
    table.for_request(request)
    trail.shown(request, [row.record for row in table.page.object_list], purpose="milestones")
    always = titles_always_verified()
    context = {"tab": tab, "tabs": tabs_of(request.user, tab.slug), "table": table, "always": always}
    return render(request, "pathways/claim_list.html", context)


@form_page
@requires(Permission.RECORD_PATHWAY, Permission.VERIFY_MILESTONE)
def claim_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Claim and evidence side by side, whether they agree, and the decision."""
    user: Any = request.user
    claim = (reading.claim_to_decide if request.method == "POST" else reading.claim_for)(user, uuid)
    details = agreement.details_of(claim)
    differing = sum(detail.agrees is False for detail in details)
    form = DecisionForm(typed(request), claim=claim, reasons=reading.return_reasons(), differing=differing)
    status = 200
    if request.method == "POST" and form.is_valid():
        status = attempt(form, lambda: _decide(claim, user, form.cleaned_data))
        if not status:
            messages.success(request, f"{claim}: {claim.get_state_display().lower()}")
            return _next_claim(user, claim)
    return _claim_page(request, claim, form, details, status)


def _claim_page(
    request: SignedInRequest, claim: MilestoneClaim, form: DecisionForm, details: list, status: int
) -> HttpResponse:
    user: Any = request.user
    verifies = user.may(Permission.VERIFY_MILESTONE)
    queue = reading.queue_for(user) if verifies else []
    trail.shown(request, [claim, *queue], purpose="milestone claim")
    sees_person = user.may(Permission.VIEW_PERSON)
    context = {
        "claim": claim,
        "form": form,
        "details": details,
        "queue": queue,
        "verifies": verifies,
        "tabs": tabs_of(user),
        "sees_person": sees_person,
        "may_decide": can(user, "verify", claim),
        "may_revoke": can(user, "revoke", claim),
        "may_mend": can(user, "claim_again", claim) and access.may_record(user, claim.pathway),
        "is_own": access.has_claimed(user, claim),
        "spell_words": claim.spell and standing.in_words(claim.spell),
    }
    return render(request, "pathways/claim_detail.html", context, status=status)


def _decide(claim: MilestoneClaim, user: Any, given: dict) -> None:
    seen_as = given["seen_as"]
    if given["decision"] == "verify":
        pathways.verify_claim(claim, by=user, seen_as=seen_as)
    else:
        pathways.return_claim(claim, by=user, reason=given["reason"], text=given["text"], seen_as=seen_as)


def _next_claim(user: Any, decided: MilestoneClaim) -> HttpResponse:
    following = reading.next_to_verify(user, decided)
    return redirect("claim_detail", following.uuid) if following else redirect("claim_list")


@form_page
@requires(Permission.VERIFY_MILESTONE)
def claim_revoke(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take a verification back, with why."""
    claim = reading.claim_for(request.user, uuid)
    check(claim, "revoke", by=request.user)
    trail.shown(request, [claim], purpose="milestone claim")
    form = RevokeForm(typed(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        status = attempt(form, lambda: pathways.revoke_claim(claim, by=request.user, **form.cleaned_data))
        if not status:
            messages.success(request, f"{claim}: verification revoked")
            return redirect("claim_detail", claim.uuid)
    return render(request, "pathways/claim_revoke.html", {"claim": claim, "form": form}, status=status)


@require_safe
@requires(Permission.RECORD_PATHWAY, Permission.VERIFY_MILESTONE)
def claim_file(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The file that is the evidence: for whoever may see the claim, also without the person's other documents."""
    claim = reading.claim_for(request.user, uuid)
    if claim.document is None:
        raise Http404
    trail.shown(request, [claim], purpose="evidence of a milestone", operation=Operation.DISCLOSURE)
    return as_file(claim.document)
