"""One pathway of a person: the ladder, what is so now, and what can be done."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import can

from .. import access, ladder, reading
from ..handovers import pathways as handed_over
from ..models import MilestoneClaim, Pathway
from ..profiles import reading as profiles
from ..reading import checks
from .answering import about


@require_safe
@requires(Permission.VIEW_REFERRAL)
def pathway_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The ladder, what is so now, and what this user can do."""
    user: Any = request.user
    pathway = reading.pathway_for(user, uuid)
    trail.shown(request, [pathway.person], purpose="pathway")
    claims, may_record = reading.claims_of(pathway), access.may_record(user, pathway)
    setbacks = reading.setbacks_of(pathway)
    context = about(pathway) | {
        "steps": ladder.steps_of(pathway, claims, setbacks),
        "upcoming": ladder.next_milestone(pathway, claims),
        "complete": ladder.is_complete(pathway, claims),
        "claims": claims,
        "claims_open": user.may(Permission.RECORD_PATHWAY),
        "spells": reading.spells_in_words(pathway),
        "asked": checks.checks_of(pathway),
        "top_forms": profiles.newest_on(user, pathway),
        **handed_over.beside(user, pathway),
        "may_record": may_record,
        "setbacks": len(setbacks),
        "assessments": reading.assessments_of(pathway),
        "declined": reading.declined_because(pathway),
        "acts": [*_acts(pathway, claims), *_verbs(user, pathway)] if may_record else [],
    }
    return render(request, "pathways/pathway_detail.html", context)


def _acts(pathway: Pathway, claims: list[MilestoneClaim]) -> list[dict]:
    claim, noun = reverse("claim_record", args=[pathway.uuid]), pathway.declaration.spell_noun
    spells = []
    if pathway.declaration.spells:
        spell = {
            "label": f"Record a {noun}",
            "url": reverse("spell_record", args=[pathway.uuid]),
            "get": True,
        }
        spell["needs"] = "With its first day, as it was. The end comes when it ends."
        spells = [spell]
    if not pathway.is_under_way:
        return spells
    shown = ladder.shown_unclaimed(pathway, claims)
    label = f"Claim: {shown.title}" if shown else "Claim a milestone"
    step = {"label": label, "url": claim, "get": True}
    step["needs"] = "With its evidence. Somebody else verifies it."
    if upcoming := ladder.next_milestone(pathway, claims):
        step["url"] = f"{claim}?milestone={upcoming.slug}"
    return [step, *spells]


def _verbs(user: Any, pathway: Pathway) -> list[dict]:
    """The verbs that a worker does by hand, where the pathway is in a state for them."""
    of_person = [pathway.person.uuid, pathway.kind]
    offered = (
        ("assess", "Assess the need", reverse("need_assess", args=of_person), "A few questions to the person."),
        ("decline_support", "Support not wanted", reverse("support_decline", args=[pathway.uuid]),
         "With the person's reason."),
        ("set_back", "Record a setback", reverse("pathway_set_back", args=[pathway.uuid]),
         "With the day and what happened."),
    )  # fmt: skip
    return [
        {"label": label, "url": url, "needs": needs, "get": True, "quiet": True}
        for verb, label, url, needs in offered
        if can(user, verb, pathway)
    ]
