"""Asking to take somebody over, and answering such a request."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.limits import ASKING_BY_CRN, limited
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from .. import actions
from ..forms.holding import TakeOverAnswerForm, TakeOverForm
from ..holding import taking_over
from ..tables.queues import TakeOverTable
from .writing import typed, written

# One answer, whoever exists.
ASKED = "Your request was sent. You will have an answer within 14 days."
HELD = "Your team holds this person already. Find them on your team’s caseload."


@requires(Permission.ASK_TO_TAKE_OVER)
@require_http_methods(["GET", "POST"])
@limited(ASKING_BY_CRN)
def take_over_ask(request: SignedInRequest) -> HttpResponse:
    """Ask by exact CRN and date of birth; below, what was asked before and what came of it."""
    form = TakeOverForm(typed(request))
    if request.method == "POST":
        trail.shown(request, [], purpose="request to take over")
        if form.is_valid():
            given = form.cleaned_data
            if taking_over.is_held_by_team_of(request.user, given["crn"], given["date_of_birth"]):
                form.add_error("crn", HELD)
            elif written(form, lambda: actions.ask_to_take_over(by=request.user, **given)):
                messages.success(request, ASKED)
                return redirect("take_over_ask")
    asked = taking_over.take_overs_asked_by(request.user)
    return render(request, "people/take_over_ask.html", {"form": form, "asked": asked})


@requires(Permission.ASK_TO_TAKE_OVER)
@require_POST
def take_over_withdraw(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Take one's own request back."""
    actions.withdraw_take_over(taking_over.take_over_asked_by(request.user, uuid), by=request.user)
    messages.success(request, "Your request was withdrawn.")
    return redirect("take_over_ask")


@requires(Permission.MOVE_CASELOAD)
@require_safe
def take_over_list(request: SignedInRequest) -> HttpResponse:
    """Requests that wait for this user's team, or for the stewards of its organisation; oldest first."""
    table = TakeOverTable(taking_over.take_overs_for(request.user)).for_request(request)
    rows = [row.record for row in table.page.object_list]
    table.people = taking_over.people_asked_for(rows)
    trail.shown(request, table.people.values())
    return render(request, "people/take_over_list.html", {"table": table})


@requires(Permission.MOVE_CASELOAD)
@require_http_methods(["GET", "POST"])
def take_over_answer(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """The request beside the person, and the answer. Sent twice, it is answered once."""
    if request.method == "POST" and taking_over.was_answered_by(request.user, uuid):
        return redirect("take_over_list")
    asked = taking_over.take_over_for(request.user, uuid)
    person = taking_over.people_asked_for([asked])[asked.found_id]
    trail.shown(request, [person])
    form = TakeOverAnswerForm(typed(request))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["answer"] == "agree":
            actions.agree_to_take_over(asked, by=request.user)
            messages.success(request, f"The person is on the caseload of {asked.asked_by} now.")
            return redirect("take_over_list")
        because = form.cleaned_data["because"]
        if written(form, lambda: actions.refuse_take_over(asked, by=request.user, because=because)):
            messages.success(request, "The request was refused.")
            return redirect("take_over_list")
    return render(request, "people/take_over_answer.html", {"asked": asked, "person": person, "form": form})
