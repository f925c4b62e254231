"""What was handed over to a partner service: its worker's queue, the one page of a handover, and what is recorded.

Nothing else of a person is shown here, and nothing after the handover ends. (product: Who uses it; domain: Handover)
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.design.typed import words_of
from foundation.lifecycle.transitions import Refused, check
from people.rules import Unfit

from ..actions import answering_handovers as handovers
from ..actions import correcting_handovers as corrected
from ..forms import CorrectProfileForm, ProfileForm
from ..handovers import access, pages, scope
from ..handovers.forms import (
    AttendForm,
    BookForm,
    CloseForm,
    DutyForm,
    PutRightForm,
    RefuseForm,
    TreatmentForm,
)
from ..models import Handover
from .answering import typed

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
_ANSWERS = requires(Permission.ANSWER_HANDOVER)
SEEN_NO_LONGER = "You see the person no longer."


def _ends(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that ends a handover: sent twice, it answers the second time as it did the first."""

    @wraps(view)
    def once(request: SignedInRequest, uuid: UUID) -> HttpResponse:
        if request.method == "POST" and scope.was_ended_by(request.user, uuid):
            return redirect("handed_over_list")
        return view(request, uuid)

    return once


@require_safe
@_ANSWERS
def handed_over_list(request: SignedInRequest) -> HttpResponse:
    """The queue: new, to book, expected today, booked, attended, overdue."""
    context = pages.queue(request)
    trail.shown(
        request, [row.record for row in context["table"].paginated_rows], purpose="handed over to the service"
    )
    return render(request, "handovers/queue.html", context)


@require_safe
@_ANSWERS
def handed_over_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What the handover shares, what is asked, and what can be done now."""
    handover = _seen(request, uuid)
    return render(request, "handovers/handed_over.html", pages.handed_over(handover, request.user))


@require_POST
@_ANSWERS
def handed_over_receive(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The service has it."""
    handover = _seen(request, uuid)
    return _do(
        request, handover, lambda: handovers.receive_handover(handover, by=request.user), "is received"
    )


@require_POST
@_ANSWERS
def handed_over_miss(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The person did not come."""
    handover = _seen(request, uuid)
    said = "is put down as not attended. You can book another appointment"
    return _do(request, handover, lambda: handovers.record_absence(handover, by=request.user), said)


@_GET_OR_POST
@_ANSWERS
@_ends
def handed_over_refuse(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The service will not take the person on, and why."""
    handover = _seen(request, uuid)
    form = RefuseForm(typed(request), reasons=scope.reasons_called(handovers.REFUSE_REASONS))
    return _form(request, handover, form, "refuse", handovers.refuse_handover, "is refused")


@_GET_OR_POST
@_ANSWERS
def handed_over_book(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """An appointment, the first or another one."""
    handover = _seen(request, uuid)
    form = BookForm(typed(request), handover=handover)
    return _form(request, handover, form, "book", handovers.book_appointment, "has its appointment")


@_GET_OR_POST
@_ANSWERS
def handed_over_attend(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The person came, and when."""
    handover = _seen(request, uuid)
    form = AttendForm(typed(request), handover=handover)
    return _form(request, handover, form, "attend", handovers.record_attendance, "is put down as attended")


@_GET_OR_POST
@_ANSWERS
def handed_over_put_right(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was recorded of the last appointment was wrong."""
    handover = _seen(request, uuid)
    form = PutRightForm(typed(request), handover=handover)
    return _form(request, handover, form, "put_right", corrected.put_outcome_right, "is put right")


@_GET_OR_POST
@_ANSWERS
def handed_over_treatment(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Treatment has started."""
    handover = _seen(request, uuid)
    form = TreatmentForm(typed(request), handover=handover)
    return _form(
        request, handover, form, "start_treatment", handovers.start_treatment, "has its treatment recorded"
    )


@_GET_OR_POST
@_ANSWERS
def handed_over_form(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A TOP form, filled in with the person."""
    handover = _seen(request, uuid)
    form = ProfileForm(typed(request))
    try:
        access.ask_to_record_forms(request.user, handover)
        if form.is_valid():
            recorded = handovers.record_form(
                handover, by=request.user, answers=form.answers, **form.about_itself()
            )
            return _done(request, handover, f"has its form: {recorded}")
    except ValidationError as error:
        form.add_error(None, error)
    except Refused as refusal:
        return _conflict(request, handover, refusal, form)
    return render(request, "handovers/handed_over_top.html", {"handover": handover, "form": form})


@_GET_OR_POST
@_ANSWERS
def handed_over_form_correct(request: SignedInRequest, uuid: UUID, form_uuid: UUID) -> HttpResponse:
    """A TOP form of the service's own, put right."""
    handover = _seen(request, uuid)
    profile = scope.form_of(handover, form_uuid)
    form = CorrectProfileForm(typed(request), profile=profile)
    try:
        access.ask_to_record_forms(request.user, handover)
        if form.is_valid():
            corrected.correct_form(
                handover, profile, by=request.user, answers=form.answers, **form.about_the_correction()
            )
            return _done(request, handover, f"has its form corrected: {profile}")
    except ValidationError as error:
        form.add_error(None, error)
    except Refused as refusal:
        return _conflict(request, handover, refusal, form)
    context = {"handover": handover, "form": form, "profile": profile}
    return render(request, "handovers/handed_over_top_correct.html", context)


@_GET_OR_POST
@_ANSWERS
def handed_over_duty(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Whether the authority accepts the duty-to-refer."""
    handover = _seen(request, uuid)
    form = DutyForm(typed(request), handover=handover)
    return _form(request, handover, form, "answer_duty", handovers.answer_duty_to_refer, "has its answer")


@_GET_OR_POST
@_ANSWERS
@_ends
def handed_over_close(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What came of it."""
    handover = _seen(request, uuid)
    form = CloseForm(typed(request), reasons=scope.reasons_called(handovers.OUTCOMES))
    return _form(request, handover, form, "close", handovers.close_handover, "is closed")


def _seen(request: SignedInRequest, uuid: UUID) -> Handover:
    handover = scope.handover_seen_by(request.user, uuid)
    trail.shown(request, [handover], purpose=f"handover {handover}")
    return handover


def _form(
    request: SignedInRequest, handover: Handover, form: Any, verb: str, action: Callable[..., Any], said: str
) -> HttpResponse:
    """The form of a verb; when it is sent and fit, the action."""
    try:
        check(handover, verb, by=request.user)
        if form.is_valid():
            action(handover, by=request.user, **form.answers())
            return _done(request, handover, said)
    except Unfit as unfit:
        form.refuse(unfit.problems)
    except ValidationError as error:
        form.add_error(None, error)
    except Refused as refusal:
        return _conflict(request, handover, refusal, form)
    return render(request, f"handovers/handed_over_{verb}.html", {"handover": handover, "form": form})


def _do(request: SignedInRequest, handover: Handover, act: Callable[[], Any], said: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        return _conflict(request, handover, refusal)
    return _done(request, handover, said)


def _done(request: SignedInRequest, handover: Handover, said: str) -> HttpResponse:
    """Back to the handover; to the queue where it has ended, since it is seen no longer."""
    if handover.is_open:
        messages.success(request, f"Handover {handover} {said}.{pages.said_of_evidence(handover)}")
        return redirect("handed_over_detail", handover.uuid)
    messages.success(request, f"Handover {handover} {said}. {SEEN_NO_LONGER}")
    return redirect("handed_over_list")


def _conflict(
    request: SignedInRequest, handover: Handover, refusal: Refused, form: BaseForm | None = None
) -> HttpResponse:
    """409: how it stands now, and what was typed. Http404 when a colleague has ended it meanwhile."""
    handover = scope.handover_seen_by(request.user, handover.uuid)
    context = {"refusal": refusal, "now": pages.as_it_stands(handover)}
    if form is not None and form.is_bound:
        context["typed"] = words_of(form)
    return render(request, "409.html", context, status=409)
