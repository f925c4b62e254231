"""Improvement actions: the list, one of them, and what its partner does with it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.lifecycle.transitions import Refused, check

from ..models import ImprovementAction
from . import actions, following, pages, scope
from .forms import ActionFilter, CloseForm, PlannedForm, ReportForm, SupersedeForm
from .tables import NONE_FITS, ActionTable


@requires(Permission.READ_PLAN)
@require_safe
def improvement_list(request: SignedInRequest) -> HttpResponse:
    """The actions of the own partnership, the next due first."""
    filter_form = ActionFilter(request.GET, partners=scope.partners_with_actions(request.user))
    found = scope.actions_open_to(request.user).fitting(**filter_form.wanted).with_measure().next_due_first()
    table = ActionTable(found, empty_text=NONE_FITS if filter_form.wanted else None).for_request(request)
    return render(request, "partnership/improving/list.html", {"table": table, "filter_form": filter_form})


@requires(Permission.READ_PLAN)
@require_safe
def improvement_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What it is, how far it is, and what was seen in its measure after."""
    action = scope.action_open_to(request.user, uuid)
    return render(request, "partnership/improving/detail.html", pages.about(action, request.user))


@requires(Permission.WRITE_RETURN)
@require_http_methods(["GET", "HEAD", "POST"])
def improvement_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say what the own partner will do for a measure; from its return, or at any time."""
    read = scope.measure_open_to(request.user, uuid)
    measure = read.row
    partner, form = scope.partner_that_acts(request.user, measure), PlannedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action = actions.add(measure, partner, by=request.user, planned=form.planned)
        messages.success(request, "The improvement action is added.")
        if action.raised_in:
            return redirect("return_detail", action.raised_in.uuid)
        return redirect("improvement_detail", action.uuid)
    context = {"form": form, "measure": read.said, "partner": partner}
    return render(request, "partnership/improving/add.html", context)


@requires(Permission.WRITE_RETURN)
@require_POST
def improvement_begin(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Somebody works on it."""
    action = scope.action_open_to(request.user, uuid)
    try:
        actions.begin(action, by=request.user)
    except Refused as refusal:
        return _not_now(request, action, refusal)
    messages.success(request, "The action is under way.")
    return redirect("improvement_detail", uuid)


@requires(Permission.WRITE_RETURN)
@require_http_methods(["GET", "HEAD", "POST"])
def improvement_report(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Tell how far it is."""
    action, form = scope.action_open_to(request.user, uuid), ReportForm(request.POST or None)
    try:
        check(action, "report", by=request.user)
        if request.method == "POST" and form.is_valid():
            actions.report(action, by=request.user, **form.cleaned_data)
            messages.success(request, "The report is saved.")
            return redirect("improvement_detail", uuid)
    except Refused as refusal:
        return _not_now(request, action, refusal)
    return render(request, "partnership/improving/report.html", {"form": form, "action": action})


@requires(Permission.WRITE_RETURN)
@require_http_methods(["GET", "HEAD", "POST"])
def improvement_close(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say what became of it."""
    action = scope.action_open_to(request.user, uuid)
    form = CloseForm(request.POST or None, action=action, successors=scope.successors_of(action))
    return _ending(request, action, form, "partnership/improving/close.html")


@requires(Permission.WRITE_RETURN)
@require_http_methods(["GET", "HEAD", "POST"])
def improvement_supersede(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Close it, and add the action that takes its place."""
    action = scope.action_open_to(request.user, uuid)
    form = SupersedeForm(request.POST or None, action=action)
    return _ending(request, action, form, "partnership/improving/supersede.html")


def _ending(
    request: SignedInRequest, action: ImprovementAction, form: forms.Form, template: str
) -> HttpResponse:
    """Ask what became of an action, and close it."""
    try:
        check(action, "close", by=request.user)
        if request.method == "POST" and form.is_valid():
            shown = _end(request, action, form)
            messages.success(request, "The action is closed.")
            return redirect("improvement_detail", shown.uuid)
    except Refused as refusal:
        return _not_now(request, action, refusal)
    return render(request, template, {"form": form, "action": action})


def _end(request: SignedInRequest, action: ImprovementAction, form: forms.Form) -> ImprovementAction:
    """The action whose page is shown next."""
    if isinstance(form, SupersedeForm):
        return actions.supersede(
            action, by=request.user, outcome=form.cleaned_data["outcome"], planned=form.planned
        )
    return actions.close(action, by=request.user, **form.cleaned_data)


def _not_now(request: SignedInRequest, action: ImprovementAction, refusal: Refused) -> HttpResponse:
    """Why not, with the way to the action as it stands now."""
    context = {"refusal": refusal, "back_url": following.page_of(action)}
    return render(request, "409.html", context, status=409)
