"""Handing people over: one, or several of a list."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from .. import actions
from ..forms.holding import MoveForm
from ..holding import handing
from .writing import done, page, typed, written


@requires(Permission.MOVE_CASELOAD)
@require_http_methods(["GET", "POST"])
def caseload_move(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Hand one person to another practitioner or team."""
    person = handing.person_handed_over_by(request.user, uuid)
    trail.shown(request, [person])
    form = MoveForm(typed(request), destinations=handing.destinations())
    if request.method == "POST" and form.is_valid():
        team, practitioner = handing.destination(form.cleaned_data["to"])
        given = {"team": team, "practitioner": practitioner, "reason": form.cleaned_data["reason"]}
        if written(form, lambda: actions.move_caseload(person, by=request.user, **given)):
            messages.success(request, f"Handed over to {practitioner or team}.")
            return done(request, person)
    return page(request, "caseload_move", person, form)


@requires(Permission.MOVE_CASELOAD)
@require_POST
def caseload_move_many(request: SignedInRequest) -> HttpResponse:
    """Hand several over at once: first to whom, then exactly what was done and what was not."""
    chosen = request.POST.getlist("chosen")
    people = handing.people_handed_over_by(request.user, chosen)
    trail.shown(request, people)
    if not people:
        messages.error(request, "Nobody was moved: choose at least one person on the list first.")
        return redirect("person_list")
    form = MoveForm(request.POST if "to" in request.POST else None, destinations=handing.destinations())
    context = {"form": form, "people": people}
    if form.is_bound and form.is_valid():
        team, practitioner = handing.destination(form.cleaned_data["to"])
        reason = form.cleaned_data["reason"]
        handed = actions.move_caseloads(
            people, by=request.user, team=team, practitioner=practitioner, reason=reason
        )
        context |= {
            "to": practitioner or team,
            "moved": [each.person for each in handed if not each.why_not],
            "not_moved": [each for each in handed if each.why_not],
            "gone": len(set(chosen)) - len(people),
        }
        return render(request, "people/caseload_moved.html", context)
    return render(request, "people/caseload_move_many.html", context)
