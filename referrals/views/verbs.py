"""A page for each verb of the table in `referrals.verbs`, and the answers to a transfer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.design.typed import words_of
from foundation.lifecycle.transitions import Refused, check
from hubs.wellbeing.forms import AsksWellbeing
from hubs.wellbeing.questions import INTRODUCTION

from .. import actions, forms, history, notices, pages, scope, wellbeing
from ..models import Referral, Transfer
from ..verbs import VERBS, Verb
from .answers import conflict


def view_of(verb: Verb) -> Callable[..., HttpResponse]:
    """The page that does the verb: a form, then the action, then back to the referral."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @requires(verb.permission)
    def page(request: SignedInRequest, uuid: UUID) -> HttpResponse:
        if request.method == "POST" and verb.name == "void" and scope.was_voided_by(request.user, uuid):
            return redirect("referral_list")
        referral = scope.referral_seen_by(request.user, uuid)
        trail.shown(request, [referral], purpose=f"referral {referral.reference}")
        form = verb.form(request.POST or None, referral=referral, by=request.user)
        try:
            _may_begin(verb, referral, request.user)
            if request.method == "POST" and form.is_valid():
                verb.action(referral, by=request.user, **form.answers())
                messages.success(request, " ".join(filter(None, [verb.said, wellbeing.said_of(form)])))
                return redirect("referral_list") if verb.name == "void" else redirect("referral_detail", uuid)
        except Refused as refusal:
            return conflict(request, uuid, refusal, form)
        introduction = INTRODUCTION if isinstance(form, AsksWellbeing) else ""
        context = pages.about(referral, request.user) | {
            "form": form,
            "verb": verb,
            "introduction": introduction,
        }
        return render(request, "referrals/verb.html", context | pages.beside(referral, verb))

    page.__name__, page.__doc__ = f"referral_{verb.name}", f"{verb.asks}."
    return page


VIEWS = {verb.name: view_of(verb) for verb in VERBS}


def _may_begin(verb: Verb, referral: Referral, user: Any) -> None:
    """Raises what the verb would raise now."""
    if verb.may_begin:
        verb.may_begin(referral, by=user)
    else:
        check(referral, verb.name, by=user)


@require_safe
@requires(Permission.MANAGE_REFERRAL)
def transfer_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What became of a transfer, for a hub that has no part in the referral any more; for the others the referral."""
    transfer = _transfer(request, uuid)
    if scope.still_seen(request.user, transfer.referral):
        return redirect("referral_detail", transfer.referral.uuid)
    context = {"transfer": transfer, "rows": history.of_transfer(transfer)}
    return render(request, "referrals/transfer_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_REFERRAL)
def transfer_agree(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The hub that was asked takes the referral over."""
    return _answered(request, uuid, "agree", forms.AgreeForm, actions.agree_transfer,
                     "Your hub has the referral now. Both sides are told.")  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_REFERRAL)
def transfer_refuse(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The hub that was asked says no, and why."""
    return _answered(request, uuid, "refuse", forms.RefuseForm, actions.refuse_transfer,
                     "The transfer is refused. The other hub is told.")  # fmt: skip


@require_POST
@requires(Permission.MANAGE_REFERRAL)
def transfer_cancel(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The hub that asked asks no more."""
    transfer = _transfer(request, uuid)
    try:
        actions.cancel_transfer(transfer, by=request.user)
    except Refused as refusal:
        return _no_longer(request, uuid, refusal)
    messages.success(request, "The request is cancelled.")
    return redirect("referral_detail", transfer.referral.uuid)


def _answered(
    request: SignedInRequest, uuid: UUID, verb: str, form_class: Any, action: Callable[..., Any], said: str
) -> HttpResponse:
    transfer = _transfer(request, uuid)
    referral = transfer.referral
    form = form_class(request.POST or None, transfer=transfer, by=request.user)
    try:
        check(transfer, verb, by=request.user)
        if request.method == "POST" and form.is_valid():
            action(transfer, by=request.user, **form.answers())
            messages.success(request, said)
            still = verb == "agree" or scope.still_seen(request.user, referral)
            return redirect("referral_detail", referral.uuid) if still else redirect("referral_list")
    except Refused as refusal:
        return _no_longer(request, uuid, refusal, form)
    context = pages.about(referral, request.user) | {"form": form, "transfer": transfer}
    return render(request, f"referrals/transfer_{verb}.html", context)


def _no_longer(request: SignedInRequest, uuid: UUID, refusal: Refused, form: Any = None) -> HttpResponse:
    """409; a hub that has no part in the referral any more reads what became of the transfer."""
    transfer = scope.transfer_seen_by(request.user, uuid)
    if scope.still_seen(request.user, transfer.referral):
        return conflict(request, transfer.referral.uuid, refusal, form)
    context = {
        "refusal": refusal,
        "now": history.of_transfer(transfer),
        "back_url": notices.page_of(transfer),
    }
    if form is not None and form.is_bound:
        context["typed"] = words_of(form)
    return render(request, "409.html", context, status=409)


def _transfer(request: SignedInRequest, uuid: UUID) -> Transfer:
    transfer = scope.transfer_seen_by(request.user, uuid)
    trail.shown(request, [transfer.referral], purpose=f"transfer of {transfer.referral.reference}")
    return transfer
