"""Raising a safeguarding concern, reading it, and deciding what is done."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.design.dates import today
from foundation.lifecycle.transitions import LostRace

from .. import access, actions, scope
from ..forms.contacts import SafeguardingDecisionForm, SafeguardingForm
from ..safeguarding import scope as safeguarding
from .writing import page, typed, written

PURPOSE = "safeguarding concern"


@requires(Permission.RAISE_SAFEGUARDING)
@require_http_methods(["GET", "POST"])
def safeguarding_raise(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """What was seen or said; `?note=` names the contact or note it comes from, `?from=register` a register."""
    person = scope.person_seen_by(request.user, uuid)
    access.insist_may_raise(request.user, person)
    trail.shown(request, [person], purpose=PURPOSE)
    note = safeguarding.note_it_came_from(request.user, person, request.GET.get("note", ""))
    form = SafeguardingForm(
        typed(request), person=person, initial={"seen_on": note.on_day if note else today()}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"note": note, "from_register": request.GET.get("from") == "register"}
        raised = []
        if written(form, lambda: raised.append(actions.raise_safeguarding(person, by=request.user, **given))):
            messages.success(request, f"The concern is raised, and {raised[0].team} is told.")
            return redirect("safeguarding_detail", raised[0].uuid)
    return page(request, "safeguarding_raise", person, form, note=note)


@requires(Permission.VIEW_RISK)
@require_http_methods(["GET", "POST"])
def safeguarding_detail(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """What was raised, and what was decided; the safeguarding lead decides here."""
    concern = safeguarding.concern_seen_by(request.user, uuid)
    trail.shown(request, [concern.person], purpose=PURPOSE)
    decides, status = access.decides_on(request.user, concern), 200
    form = SafeguardingDecisionForm(typed(request))
    if request.method == "POST":
        access.insist_may_decide_on(request.user, concern)
        try:
            if form.is_valid() and written(
                form, lambda: actions.decide_safeguarding(concern, by=request.user, **form.cleaned_data)
            ):
                messages.success(request, "The decision is recorded.")
                return redirect("safeguarding_detail", concern.uuid)
        except LostRace as lost:
            form.add_error(None, str(lost))
            status = 409
    shown = {"concern": concern, "note": safeguarding.note_of(concern, request.user), "decides": decides,
             "is_lead": access.is_lead_of(request.user, concern)}  # fmt: skip
    return page(request, "safeguarding_detail", concern.person, form, status=status, **shown)
