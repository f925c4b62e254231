"""What the hub does with a referral."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused, check
from hubs import actions as hubs
from hubs.wellbeing.questions import INTRODUCTION

from .. import actions, inducting, pages, scope, wellbeing
from ..forms import AcceptForm, DeclineForm, InductionForm
from ..models import Referral
from ..states import ReferralState as S
from .answers import conflict


def _seen(request: SignedInRequest, uuid: UUID) -> Referral:
    referral = scope.referral_seen_by(request.user, uuid)
    trail.shown(request, [referral], purpose=f"referral {referral.reference}")
    return referral


@require_POST
@requires(Permission.DECIDE_REFERRAL)
def referral_take(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The user has it now."""
    return _at_once(request, uuid, actions.take, "You have this referral now. Decide by the date below.")


@require_POST
@requires(Permission.DECIDE_REFERRAL)
def referral_hand_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Back into the queue."""
    return _at_once(request, uuid, actions.hand_back, "The referral is back in the hub’s queue.")


def _at_once(request: SignedInRequest, uuid: UUID, action: Callable[..., Any], said: str) -> HttpResponse:
    try:
        action(_seen(request, uuid), by=request.user)
    except Refused as refusal:
        return conflict(request, uuid, refusal)
    messages.success(request, said)
    return redirect("referral_detail", uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DECIDE_REFERRAL)
def referral_accept(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Name the key worker; opens the place and the pathways."""
    referral = _seen(request, uuid)
    free = hubs.places_free(referral.receiving_hub)
    form = AcceptForm(request.POST or None, referral=referral, by=request.user, places_free=free)
    if request.method == "POST" and form.is_valid():
        return _decided(request, uuid, referral, actions.accept, form, f"{referral.reference} is accepted.")
    context = pages.accepting(referral, request.user) | {"form": form, "free": free}
    template = "full" if scope.is_full_for(request.user, referral) else "accept"
    return _form_page(request, f"referrals/{template}.html", context, referral, "accept")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DECIDE_REFERRAL)
def referral_decline(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say no, why, and where to go instead."""
    referral = _seen(request, uuid)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _decided(request, uuid, referral, actions.decline, form, f"{referral.reference} is declined.")
    context = pages.about(referral, request.user) | {"form": form}
    return _form_page(request, "referrals/decline.html", context, referral, "decline")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_INDUCTION)
def induction_record(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Record an induction; the first one starts the referral."""
    referral = _seen(request, uuid)
    form = InductionForm(request.POST or None, referral=referral)
    if request.method == "POST" and form.is_valid():
        return _decided(
            request,
            uuid,
            referral,
            actions.record_induction,
            form,
            f"The induction is recorded. {wellbeing.said_of(form)}",
        )
    context = pages.about(referral, request.user) | {"form": form, "introduction": INTRODUCTION}
    return _form_page(request, "referrals/induction.html", context, referral, "start")


def _decided(
    request: SignedInRequest, uuid: UUID, referral: Referral, action: Callable[..., Any], form: Any, said: str
) -> HttpResponse:
    try:
        action(referral, by=request.user, **form.answers())
    except Refused as refusal:
        return conflict(request, uuid, refusal, form)
    messages.success(request, said)
    return redirect(inducting.way_back(request) or reverse("referral_detail", args=[uuid]))


def _form_page(
    request: SignedInRequest, template: str, context: dict[str, Any], referral: Referral, verb: str
) -> HttpResponse:
    """The form, empty or with its messages; when the verb is not possible now, that comes first instead."""
    try:
        _still_open(referral, verb, by=request.user)
    except Refused as refusal:
        return conflict(request, referral.uuid, refusal, context["form"])
    return render(request, template, context)


def _still_open(referral: Referral, verb: str, *, by: Any) -> None:
    if verb != "start" or referral.state != S.STARTED:
        check(referral, verb, by=by)
