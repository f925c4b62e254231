"""Milestones: claimed with evidence, and verified by somebody else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import can

from .. import access, agreement, reading, standing
from .. import actions as pathways
from ..forms import ClaimAgainForm, ClaimForm, DecisionForm
from ..models import MilestoneClaim
from ..tables import ClaimTable
from .answering import answer, attempt, form_page, typed


@form_page
@requires(Permission.RECORD_PATHWAY)
def claim_record(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Claim a milestone with its evidence."""
    pathway = reading.pathway_for(request.user, uuid)
    access.ask_to_record(request.user, pathway)
    wanted = {"milestone": request.GET.get("milestone", "")}
    spells = reading.spells_in_words(pathway)
    form = ClaimForm(typed(request), initial=wanted, kind=pathway.declaration, spells=spells)

    def claim() -> None:
        pathways.claim_milestone(pathway, by=request.user, **form.cleaned_data)

    done = "Milestone claimed. Somebody else must verify it"
    return answer(request, "pathways/claim_record.html", form, claim, pathway, done)


@form_page
@requires(Permission.RECORD_PATHWAY)
def claim_again(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Claim a returned milestone again."""
    claim = reading.claim_for(request.user, uuid)
    access.ask_to_record(request.user, claim.pathway)
    spells = reading.spells_in_words(claim.pathway)
    names = ("reached_on", "evidence_type", "evidence_reference", "evidence_on")
    before = {name: getattr(claim, name) for name in names} | {"spell": claim.spell and str(claim.spell.uuid)}
    form = ClaimAgainForm(typed(request), initial=before, kind=claim.pathway.declaration, spells=spells)

    def again() -> None:
        pathways.claim_again(claim, by=request.user, **form.cleaned_data)

    done = "Milestone claimed again. Somebody else must verify it"
    return answer(request, "pathways/claim_again.html", form, again, claim.pathway, done, claim=claim)


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
    context = {"tab": tab, "tabs": _tabs(request.user, tabs, tab), "table": table}
    return render(request, "pathways/claim_list.html", context)


@form_page
@requires(Permission.RECORD_PATHWAY, Permission.VERIFY_MILESTONE)
def claim_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Claim and evidence side by side, whether they agree, and the decision."""
    claim, user = reading.claim_for(request.user, uuid), request.user
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
        "tabs": _tabs(user, reading.tabs_for(user), None),
        "sees_person": sees_person,
        "may_decide": can(user, "verify", claim),
        "may_mend": can(user, "claim_again", claim) and access.may_record(user, claim.pathway),
        "is_own": access.has_claimed(user, claim),
        "spell_words": claim.spell and standing.in_words(claim.spell),
    }
    return render(request, "pathways/claim_detail.html", context, status=status)


def _decide(claim: MilestoneClaim, user: Any, given: dict) -> None:
    if given["decision"] == "verify":
        pathways.verify_claim(claim, by=user)
    else:
        pathways.return_claim(claim, by=user, reason=given["reason"], text=given["text"])


def _next_claim(user: Any, decided: MilestoneClaim) -> HttpResponse:
    following = reading.next_to_verify(user, decided)
    return redirect("claim_detail", following.uuid) if following else redirect("claim_list")


def _tabs(user: Any, tabs: list[reading.Tab], current: reading.Tab | None) -> list[dict]:
    counts = reading.counts_for(user)
    return [
        {"label": tab.label, "url": f"{reverse('claim_list')}?show={tab.slug}", "current": tab == current,
         "count": counts[tab.slug]}
        for tab in tabs
    ]  # fmt: skip
