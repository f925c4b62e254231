"""Handing a person over to a partner service, and following what came of it: the side that works with the person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.audit.models import Operation
from foundation.design.typed import words_of
from foundation.lifecycle.transitions import Refused, check
from people import scope as people_scope
from people.rules import Unfit

from ..actions import handing_over as handovers
from ..handovers import access, duty, pages, scope
from ..handovers.forms import BridgeForm, SendForm, WithdrawForm
from ..handovers.states import ServiceKind
from ..models import Handover
from .answering import typed

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.SEND_HANDOVER)
def handover_list(request: SignedInRequest) -> HttpResponse:
    """What the user's teams handed over."""
    context = pages.sent(request)
    trail.shown(request, [row.record for row in context["table"].paginated_rows], purpose="handovers")
    return render(request, "handovers/list.html", context)


@require_safe
@requires(Permission.SEND_HANDOVER)
def handover_choose(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """To what kind of service?"""
    person = people_scope.person_seen_by(request.user, uuid)
    access.ask_to_send(request.user, person)
    trail.shown(request, [person], purpose="handover")
    known = duty.context_of(person)
    context = {"person": person, "kinds": ServiceKind, "duty": known, "duty_words": pages.duty_context(known)}
    return render(request, "handovers/choose.html", context)


@_GET_OR_POST
@requires(Permission.SEND_HANDOVER)
def handover_send(request: SignedInRequest, uuid: UUID, kind: str) -> HttpResponse:
    """Name the service, the purpose and what it may see; the person agreed."""
    person, wanted = people_scope.person_seen_by(request.user, uuid), scope.kind_called(kind)
    access.ask_to_send(request.user, person)
    trail.shown(request, [person], purpose="handover")
    form = SendForm(typed(request), person=person, kind=wanted, services=scope.services_for(person, wanted))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            handover = handovers.send_handover(person, by=request.user, **form.answers())
        except Unfit as unfit:
            form.refuse(unfit.problems)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            trail.shown(request, [person], operation=Operation.DISCLOSURE, recipient=str(handover.service))
            messages.success(request, f"Handover {handover} is with {handover.service}.")
            return redirect("handover_detail", handover.uuid)
    words = pages.duty_context(duty.context_of(person)) if wanted == ServiceKind.HOUSING else ""
    context = {"person": person, "kind": wanted, "form": form, "duty_words": words}
    return render(request, "handovers/send.html", context, status=status)


@require_safe
@requires(Permission.SEND_HANDOVER)
def handover_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The loop: sent, received, booked, attended."""
    handover = _seen(request, uuid)
    return render(request, "handovers/detail.html", pages.loop(handover, request.user))


@_GET_OR_POST
@requires(Permission.SEND_HANDOVER)
def handover_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It is not wanted any more, and why."""
    handover = _seen(request, uuid)
    reasons = scope.reasons_called(handovers.WITHDRAW_REASONS)
    form = WithdrawForm(typed(request), reasons=reasons)
    try:
        check(handover, "withdraw", by=request.user)
        if form.is_valid():
            handovers.withdraw_handover(handover, by=request.user, **form.answers())
            messages.success(request, f"Handover {handover} is withdrawn. {handover.service} is told.")
            return redirect("handover_detail", uuid)
    except Refused as refusal:
        return _conflict(request, handover, refusal, form)
    return render(request, "handovers/withdraw.html", _about(handover) | {"form": form})


@_GET_OR_POST
@requires(Permission.SEND_HANDOVER)
def handover_bridge(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How medication bridges the days until the first appointment."""
    handover = _seen(request, uuid)
    access.ask_to_send(request.user, handover.person)
    form = BridgeForm(typed(request), initial={"bridge": handover.bridge, "seen_as": handover.seen_as})
    try:
        if form.is_valid():
            handovers.arrange_bridge(handover, by=request.user, **form.answers())
            messages.success(request, "The medication bridge is recorded.")
            return redirect("handover_detail", uuid)
    except Refused as refusal:
        return _conflict(request, handover, refusal, form)
    return render(request, "handovers/bridge.html", _about(handover) | {"form": form})


def _seen(request: SignedInRequest, uuid: UUID) -> Handover:
    handover = scope.handover_seen_by(request.user, uuid)
    trail.shown(request, [handover], purpose=f"handover {handover}")
    return handover


def _about(handover: Handover) -> dict:
    return {"handover": handover, "person": handover.person}


def _conflict(
    request: SignedInRequest, handover: Handover, refusal: Refused, form: WithdrawForm | BridgeForm
) -> HttpResponse:
    """409: how it stands now, and what was typed, to be copied."""
    handover = scope.handover_seen_by(request.user, handover.uuid)
    context = {"refusal": refusal, "now": pages.as_it_stands(handover), "typed": words_of(form)}
    return render(request, "409.html", context, status=409)
