"""What a person needs: every pathway they have or could have, assessing one, declining support, a setback."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import check

from .. import access, reading
from .. import actions as pathways
from ..forms.needs import AssessForm, DeclineForm, SetBackForm
from .answering import answer, attempt, form_page, typed


@require_safe
@requires(Permission.VIEW_REFERRAL)
def pathway_list(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Every kind of pathway there is, with the person's ladder where they have one."""
    user: Any = request.user
    person = reading.person_for(user, uuid)
    trail.shown(request, [person], purpose="pathways")
    may_record = user.may(Permission.RECORD_PATHWAY) and access.works_with(user, person)
    context = {"person": person, "ways": reading.ways_of(person), "may_record": may_record}
    return render(request, "pathways/pathway_list.html", context)


@form_page
@requires(Permission.RECORD_PATHWAY)
def need_assess(request: SignedInRequest, uuid: UUID, kind: str) -> HttpResponse:
    """The short questions of one kind; the answers say whether there is a need."""
    user: Any = request.user
    person, declared = reading.person_for(user, uuid), reading.kind_for(kind)
    pathway = reading.pathway_or_new(person, declared)
    access.ask_to_record(user, pathway)
    trail.shown(request, [person], purpose="assessment")
    check(pathway, "assess", by=user)
    form = AssessForm(typed(request), questions=declared.question_set)
    status = 200
    if request.method == "POST" and form.is_valid():
        status = attempt(form, lambda: pathways.assess_need(person, declared, by=user, answers=form.answers))
        if not status:
            found = reading.pathway_or_new(person, declared)
            messages.success(request, f"{declared.title}: {found.get_state_display().lower()}")
            return redirect("pathway_detail", found.uuid)
    context = {"person": person, "kind": declared, "pathway": pathway, "form": form}
    return render(request, "pathways/need_assess.html", context, status=status)


@form_page
@requires(Permission.RECORD_PATHWAY)
def support_decline(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The person's reason for wanting no support."""
    pathway = reading.pathway_for(request.user, uuid)
    access.ask_to_record(request.user, pathway)
    check(pathway, "decline_support", by=request.user)
    form = DeclineForm(typed(request))

    def decline() -> None:
        pathways.decline_support(pathway, by=request.user, **form.cleaned_data)

    return answer(request, "pathways/support_decline.html", form, decline, pathway, "Support declined")


@form_page
@requires(Permission.RECORD_PATHWAY)
def pathway_set_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The day of a setback, and what happened."""
    pathway = reading.pathway_for(request.user, uuid)
    access.ask_to_record(request.user, pathway)
    check(pathway, "set_back", by=request.user)
    form = SetBackForm(typed(request))

    def set_back() -> None:
        pathways.set_back(pathway, by=request.user, **form.cleaned_data)

    return answer(request, "pathways/pathway_set_back.html", form, set_back, pathway, "Setback recorded")
