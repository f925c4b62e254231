"""Published responses put right or taken back."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.answering import form_page, typed

from ...models import Correction, Question
from .. import correcting, pages, scope
from ..forms import BecauseForm, CorrectForm
from .answering import answer, done_at_once


@form_page
@requires(Permission.ANSWER_QUESTION)
def question_correct(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How a published response should read; an officer publishes it."""
    question = scope.question_of(request.user, uuid)
    _read(request, question)
    form = CorrectForm(typed(request), initial={"response": question.standing_response})
    return answer(
        request, question, "correct", form,
        lambda: correcting.correct(question, by=request.user, **form.cleaned_data),
        done="The correction is with the officers of the partnership.", back_url=_url(question),
        template="partnership/scrutiny/question_correct.html", context=pages.about_question(question),
        is_done=lambda: scope.has_written(question, request.user, form.cleaned_data["response"]),
    )  # fmt: skip


@form_page
@requires(Permission.KEEP_SCRUTINY)
def question_retract(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take a published response back, with the reason that everybody reads."""
    question, form = scope.question_of(request.user, uuid), BecauseForm(typed(request))
    _read(request, question)
    return answer(
        request, question, "retract", form,
        lambda: correcting.retract(question, by=request.user, because=form.cleaned_data["because"]),
        done=f"The response to {str(question).lower()} is withdrawn.", back_url=_url(question),
        template="partnership/scrutiny/question_retract.html", context=pages.about_question(question),
    )  # fmt: skip


@require_POST
@requires(Permission.KEEP_SCRUTINY)
def correction_publish(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It stands in the place of the response."""
    correction = _seen(request, uuid)
    act = partial(correcting.publish, correction, by=request.user)
    return done_at_once(
        request, correction, "publish", act, done="The correction is published.", back_url=_url(correction.question)
    )  # fmt: skip


@form_page
@requires(Permission.KEEP_SCRUTINY)
def correction_refuse(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The response stands as it was."""
    correction, form = _seen(request, uuid), BecauseForm(typed(request))
    context = pages.about_question(correction.question) | {"correction": correction}
    return answer(
        request, correction, "refuse", form,
        lambda: correcting.refuse(correction, by=request.user, because=form.cleaned_data["because"]),
        done="The correction is refused. The response stands as it was.", back_url=_url(correction.question),
        template="partnership/scrutiny/correction_refuse.html", context=context,
    )  # fmt: skip


def _seen(request: SignedInRequest, uuid: UUID) -> Correction:
    correction = scope.correction_of(request.user, uuid)
    _read(request, correction.question)
    return correction


def _read(request: SignedInRequest, question: Question) -> None:
    trail.shown(request, [], purpose=f"scrutiny: {str(question).lower()}")


def _url(question: Question) -> str:
    return reverse("question_detail", args=[question.uuid])
