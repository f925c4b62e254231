"""The pages of pathways: the ladder, spells, claims and their verification."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused, can

from . import access, agreement, ladder, reading, standing
from . import actions as pathways
from .forms import ClaimAgainForm, ClaimForm, CorrectSpellForm, DecisionForm, EndFields, SpellForm
from .models import MilestoneClaim, Pathway, Spell
from .tables import ClaimTable

form_page = require_http_methods(["GET", "POST"])


@require_safe
@requires(Permission.VIEW_REFERRAL)
def pathway_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The ladder, what is so now, and what this user can do."""
    user: Any = request.user
    pathway = reading.pathway_for(user, uuid)
    trail.shown(request, [pathway.person], purpose="pathway")
    claims, may_record = reading.claims_of(pathway), access.may_record(user, pathway)
    context = _about(pathway) | {
        "steps": ladder.steps_of(pathway, claims, reading.setbacks_of(pathway)),
        "upcoming": ladder.next_milestone(pathway, claims),
        "complete": ladder.is_complete(pathway, claims),
        "claims": claims,
        "claims_open": user.may(Permission.RECORD_PATHWAY),
        "spells": reading.spells_in_words(pathway),
        "may_record": may_record,
        "acts": _acts(pathway, claims) if may_record else [],
    }
    return render(request, "pathways/pathway_detail.html", context)


@form_page
@requires(Permission.RECORD_PATHWAY)
def spell_record(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Record a job, home or treatment."""
    pathway = reading.pathway_for(request.user, uuid)
    access.ask_to_record(request.user, pathway)
    kind = pathway.declaration
    form = SpellForm(_typed(request), kind=kind, codes=standing.choices_of(kind))

    def record() -> None:
        pathways.record_spell(pathway, by=request.user, **form.cleaned_data)

    return _answer(
        request, "pathways/spell_record.html", form, record, pathway, f"{kind.spell_noun} recorded"
    )


@form_page
@requires(Permission.RECORD_PATHWAY)
def spell_end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say from which day it was no longer so, and why."""
    pathway, spell = reading.spell_for(request.user, uuid)
    access.ask_to_record(request.user, pathway)
    form = EndFields(_typed(request), kind=pathway.declaration)

    def end() -> None:
        given = form.cleaned_data
        pathways.end_spell(
            pathway, spell, by=request.user, ended_on=given["ended_on"], reason=given["end_reason"]
        )

    done = f"End of {pathway.declaration.spell_noun} recorded"
    return _answer(request, "pathways/spell_end.html", form, end, pathway, done, spell=spell)


@form_page
@requires(Permission.RECORD_PATHWAY)
def spell_correct(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Put a spell right; the former version is kept."""
    pathway, spell = reading.spell_for(request.user, uuid)
    access.ask_to_record(request.user, pathway)
    kind = pathway.declaration
    before = {
        name: getattr(spell, name) for name in ("code", "detail", "started_on", "ended_on", "end_reason")
    }
    form = CorrectSpellForm(_typed(request), initial=before, kind=kind, codes=standing.choices_of(kind))

    def correct() -> None:
        pathways.correct_spell(pathway, spell, by=request.user, **form.cleaned_data)

    done = f"{kind.spell_noun} corrected"
    return _answer(request, "pathways/spell_correct.html", form, correct, pathway, done, spell=spell)


@form_page
@requires(Permission.RECORD_PATHWAY)
def claim_record(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Claim a milestone with its evidence."""
    pathway = reading.pathway_for(request.user, uuid)
    access.ask_to_record(request.user, pathway)
    wanted = {"milestone": request.GET.get("milestone", "")}
    spells = reading.spells_in_words(pathway)
    form = ClaimForm(_typed(request), initial=wanted, kind=pathway.declaration, spells=spells)

    def claim() -> None:
        pathways.claim_milestone(pathway, by=request.user, **form.cleaned_data)

    done = "Milestone claimed. Somebody else must verify it"
    return _answer(request, "pathways/claim_record.html", form, claim, pathway, done)


@form_page
@requires(Permission.RECORD_PATHWAY)
def claim_again(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Claim a returned milestone again."""
    claim = reading.claim_for(request.user, uuid)
    access.ask_to_record(request.user, claim.pathway)
    spells = reading.spells_in_words(claim.pathway)
    names = ("reached_on", "evidence_type", "evidence_reference", "evidence_on")
    before = {name: getattr(claim, name) for name in names} | {"spell": claim.spell and str(claim.spell.uuid)}
    form = ClaimAgainForm(_typed(request), initial=before, kind=claim.pathway.declaration, spells=spells)

    def again() -> None:
        pathways.claim_again(claim, by=request.user, **form.cleaned_data)

    done = "Milestone claimed again. Somebody else must verify it"
    return _answer(request, "pathways/claim_again.html", form, again, claim.pathway, done, claim=claim)


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
    form = DecisionForm(_typed(request), claim=claim, reasons=reading.return_reasons(), differing=differing)
    status = 200
    if request.method == "POST" and form.is_valid():
        status = _attempt(form, lambda: _decide(claim, user, form.cleaned_data))
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


def _answer(
    request: SignedInRequest,
    template: str,
    form: Form,
    act: Callable[[], None],
    pathway: Pathway,
    done: str,
    **more: Spell | MilestoneClaim,
) -> HttpResponse:
    """Show the form, or do what it asks and go back to the pathway; what was typed stays when it is refused."""
    trail.shown(request, [pathway.person], purpose="pathway")
    status = 200
    if request.method == "POST" and form.is_valid():
        status = _attempt(form, act)
        if not status:
            messages.success(request, done[0].upper() + done[1:])
            return redirect("pathway_detail", pathway.uuid)
    return render(request, template, _about(pathway) | {"form": form} | more, status=status)


def _typed(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _attempt(form: Form, act: Callable[[], None]) -> int:
    """Do it; the status with which the form is shown again, 0 when it is done."""
    try:
        act()
    except ValidationError as error:
        form.add_error(None, error)
        return 200
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return 409
    return 0


def _about(pathway: Pathway) -> dict:
    person = pathway.person
    return {"pathway": pathway, "kind": pathway.declaration, "person": person}


def _acts(pathway: Pathway, claims: list[MilestoneClaim]) -> list[dict]:
    claim, noun = reverse("claim_record", args=[pathway.uuid]), pathway.declaration.spell_noun
    spell = {"label": f"Record a {noun}", "url": reverse("spell_record", args=[pathway.uuid]), "get": True}
    spell["needs"] = "With its first day, as it was. The end comes when it ends."
    if not pathway.is_under_way:
        return [spell]
    shown = ladder.shown_unclaimed(pathway, claims)
    label = f"Claim: {shown.title}" if shown else "Claim a milestone"
    step = {"label": label, "url": claim, "get": True}
    step["needs"] = "With its evidence. Somebody else verifies it."
    if upcoming := ladder.next_milestone(pathway, claims):
        step["url"] = f"{claim}?milestone={upcoming.slug}"
    return [step, spell]


def _tabs(user: Any, tabs: list[reading.Tab], current: reading.Tab | None) -> list[dict]:
    counts = reading.counts_for(user)
    return [
        {"label": tab.label, "url": f"{reverse('claim_list')}?show={tab.slug}", "current": tab == current,
         "count": counts[tab.slug]}
        for tab in tabs
    ]  # fmt: skip
