"""The way through the gate: the checklist of a referral, and the pages that record."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused
from people.rules import Unfit

from .. import scope
from ..actions import through_the_gate as actions
from ..forms.gate import AppointmentForm, ContactForm, GateForm, MeetingForm, TickForm, TreatmentForm
from ..gate import page
from ..gate.checklist import Gate, gate_of
from ..models import Referral
from ..states import ReferralState as S
from .answers import conflict

GET_OR_POST = ["GET", "HEAD", "POST"]


def _seen(request: SignedInRequest, uuid: UUID) -> Referral:
    referral = scope.referral_seen_by(request.user, uuid)
    trail.shown(request, [referral], purpose=f"referral {referral.reference}")
    return referral


def _gate(request: SignedInRequest, uuid: UUID, *, of_hub: bool = False) -> Gate:
    """What is recorded so far, for somebody who may record now: Http404, NotYou (403) or WrongState (409)."""
    referral = _seen(request, uuid)
    actions.check_gate(referral, by=request.user, of_hub=of_hub)
    return gate_of(referral)


@require_safe
@requires(Permission.VIEW_REFERRAL)
def referral_gate(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The checklist, what is missing, what is recorded, and how the release date moved."""
    referral = _seen(request, uuid)
    if referral.state == S.DRAFT:
        return redirect("referral_tasks", uuid)
    if referral.decided_at is None:
        return redirect("referral_detail", uuid)
    return render(request, "referrals/gate.html", page.showing(referral, request.user))


@require_http_methods(GET_OR_POST)
@requires(Permission.RECORD_GATE)
def gate_meeting_record(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A joint meeting: who came, or why not."""
    gate = _gate(request, uuid)
    form = MeetingForm(_typed(request), gate=gate)
    return _form(request, gate, form, actions.record_meeting, "meeting", "The meeting is recorded.")


@require_http_methods(GET_OR_POST)
@requires(Permission.RECORD_GATE)
def gate_meeting_correct(request: SignedInRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Put right what was recorded of a meeting; the former words are kept."""
    gate = _gate(request, uuid)
    meeting = page.recorded(gate.meetings, pk)
    form = MeetingForm(_typed(request), gate=gate, record=meeting)

    def correct(referral: Referral, **answers: Any) -> None:
        actions.correct_meeting(meeting, **answers)

    return _form(request, gate, form, correct, "meeting", "The meeting is corrected.")


@require_http_methods(GET_OR_POST)
@requires(Permission.RECORD_GATE)
def gate_appointment(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The first appointment after release: booked, or re-dated."""
    gate = _gate(request, uuid)
    form = AppointmentForm(_typed(request), gate=gate, record=gate.appointment)
    said = "The first appointment is recorded."
    return _form(request, gate, form, actions.book_first_appointment, "appointment", said)


@require_http_methods(GET_OR_POST)
@requires(Permission.RECORD_GATE)
def gate_treatment(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """With which service treatment goes on, where it is not in the directory; one that is has a handover of its own."""
    gate = _gate(request, uuid)
    if gate.handed_over and request.method != "POST":
        return redirect("handover_detail", gate.handed_over.uuid)
    form = TreatmentForm(_typed(request), gate=gate, record=gate.treatment)
    said = "The handover of treatment is recorded."
    return _form(request, gate, form, actions.hand_over_treatment, "treatment", said)


@require_http_methods(GET_OR_POST)
@requires(Permission.RECORD_GATE)
def gate_contact_record(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The hub reached the person after release."""
    gate = _gate(request, uuid, of_hub=True)
    form = ContactForm(_typed(request), gate=gate)
    return _form(request, gate, form, actions.record_contact, "contact", "The contact is recorded.")


@require_http_methods(GET_OR_POST)
@requires(Permission.RECORD_GATE)
def gate_contact_correct(request: SignedInRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Put right what was recorded of a contact; the former words are kept."""
    gate = _gate(request, uuid, of_hub=True)
    contact = page.recorded(gate.contacts, pk)
    form = ContactForm(_typed(request), gate=gate, record=contact)

    def correct(referral: Referral, **answers: Any) -> None:
        actions.correct_contact(contact, **answers)

    return _form(request, gate, form, correct, "contact", "The contact is corrected.")


@require_http_methods(GET_OR_POST)
@requires(Permission.RECORD_GATE)
def gate_item(request: SignedInRequest, uuid: UUID, item: str) -> HttpResponse:
    """An item of the checklist is in place, or not needed, and why."""
    gate, ticked = _gate(request, uuid), page.item_to_tick(item)
    form = TickForm(_typed(request), gate=gate, item=ticked, record=gate.tick_of(item))
    return _form(request, gate, form, actions.tick_item, "item", f"{ticked.title}: saved.", item=ticked)


def _typed(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _form(
    request: SignedInRequest, gate: Gate, form: GateForm, action: Callable[..., Any], template: str, said: str,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """The form; when it is sent and fit, the action and the way back to the checklist."""
    referral = gate.referral
    if request.method == "POST" and form.is_valid():
        try:
            action(referral, by=request.user, **form.answers())
        except Unfit as unfit:
            form.refuse(unfit.problems)
        except Refused as refusal:
            return conflict(request, referral.uuid, refusal, form)
        else:
            messages.success(request, said)
            return redirect("referral_gate", referral.uuid)
    context = page.recording(referral, request.user, gate) | {"form": form} | more
    return render(request, f"referrals/gate_{template}.html", context)
