"""A duty-to-refer made outside the product: writing it down, what came of it, and taking out a mistake."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused
from people import scope as people_scope
from people.rules import Unfit

from ..actions import duties
from ..duties import scope
from ..duties.forms import DutyToReferForm
from ..handovers import access, duty, pages
from .answering import refused_meanwhile, typed

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
_SENDS = requires(Permission.SEND_HANDOVER)
_PURPOSE = "duty to refer"


@_GET_OR_POST
@_SENDS
def duty_record(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Made on, authority, its answer and what came of it, beside the 56 days of the law."""
    person = people_scope.person_seen_by(request.user, uuid)
    access.ask_to_send(request.user, person)
    trail.shown(request, [person], purpose=_PURPOSE)
    form = DutyToReferForm(typed(request), person=person)
    if form.is_valid():
        try:
            made = duties.record_duty(person, by=request.user, said=form.said)
        except Unfit as unfit:
            form.refuse(unfit.problems)
        else:
            messages.success(request, f"The duty-to-refer to {made.authority} is recorded.")
            return redirect("duty_change", made.uuid)
    words = pages.duty_context(duty.context_of(person))
    context = {"person": person, "form": form, "duty_words": words, "made": None, "former": []}
    return render(request, "duties/form.html", context)


@_GET_OR_POST
@_SENDS
def duty_change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What is recorded, with the answer and the outcome to be added; what was written before is shown."""
    made = scope.duty_seen_by(request.user, uuid)
    access.ask_to_send(request.user, made.person)
    trail.shown(request, [made], purpose=_PURPOSE)
    form = DutyToReferForm(typed(request), person=made.person, made=made)
    status = 200
    if form.is_valid():
        try:
            duties.change_duty(made, by=request.user, said=form.said, seen_as=form.cleaned_data["seen_as"])
        except Unfit as unfit:
            form.refuse(unfit.problems)
        except Refused as refusal:
            status = refused_meanwhile(form, refusal)
        else:
            messages.success(request, "Saved. What was written before is kept.")
            return redirect("duty_change", uuid)
    words = pages.duty_context(duty.context_of(made.person))
    context = {"person": made.person, "form": form, "duty_words": words, "made": made}
    context |= {"former": scope.former_versions(made)}
    return render(request, "duties/form.html", context, status=status)


@require_POST
@_SENDS
def duty_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It was entered in error. Sent twice, it is removed once."""
    made = scope.duty_once_seen_by(request.user, uuid)
    trail.shown(request, [made], purpose=_PURPOSE)
    duties.remove_duty(made, by=request.user)
    messages.success(request, f"The record of a duty-to-refer to {made.authority} is taken out.")
    return redirect("person_detail", made.person.uuid)
