"""Questions: the list, one with its course, and what is done with it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.answering import form_page, typed
from foundation.lifecycle.transitions import Refused

from ...models import Question
from .. import asking, pages, responding, scope
from ..forms import AnswerForm, AskForm, BecauseForm
from ..tables import QuestionFilter, QuestionTable
from .answering import answer, done_at_once

READS = Permission.READ_SCRUTINY


@require_safe
@requires(READS)
def question_list(request: SignedInRequest) -> HttpResponse:
    """For officers all, for a partner what it was asked, for a member their own; and what is published."""
    trail.shown(request, [], purpose="questions of scrutiny")
    filter_form = QuestionFilter(request.GET, partners=scope.partners_of(request.user))
    table = QuestionTable(scope.questions_of(request.user).fitting(**filter_form.wanted)).for_request(request)
    context = {
        "table": table,
        "filter_form": filter_form,
        "tabs": pages.tabs("question_list"),
        "may_ask": request.user.may(Permission.ASK_QUESTION),
    }
    return render(request, "partnership/scrutiny/question_list.html", context)


@require_safe
@requires(READS)
def question_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The question, its response once the reader may read it, and its course."""
    question = _seen(request, uuid)
    return render(
        request, "partnership/scrutiny/question_detail.html", pages.of_question(question, request.user)
    )


@form_page
@requires(Permission.ASK_QUESTION)
def question_ask(request: SignedInRequest) -> HttpResponse:
    """Ask a partner; an officer enters what a member or the committee asked."""
    is_officer = request.user.may(Permission.KEEP_SCRUTINY)
    form = AskForm(typed(request), user=request.user, is_officer=is_officer)
    trail.shown(request, [], purpose="asking a question of scrutiny")
    if form.is_bound and form.is_valid():
        try:
            question = asking.ask_partner(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return render(request, "partnership/scrutiny/question_ask.html", {"form": form}, status=409)
        messages.success(request, f"{question} is with {question.partner}.")
        return redirect("question_detail", question.uuid)
    return render(request, "partnership/scrutiny/question_ask.html", {"form": form})


@form_page
@requires(Permission.ANSWER_QUESTION)
def question_answer(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The partner's written response; what was sent back is there to be written further."""
    question = _seen(request, uuid)
    form = AnswerForm(typed(request), initial={"response": question.response})
    return _asked(
        request, question, "answer", form,
        lambda: responding.answer(question, by=request.user, response=form.cleaned_data["response"]),
        "The response is with the officers of the partnership.",
    )  # fmt: skip


@form_page
@requires(Permission.KEEP_SCRUTINY)
def question_send_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It does not answer what was asked."""
    question, form = _seen(request, uuid), BecauseForm(typed(request))
    return _asked(
        request, question, "send_back", form,
        lambda: responding.send_back(question, by=request.user, because=form.cleaned_data["because"]),
        f"The response is sent back to {question.partner}.",
    )  # fmt: skip


@form_page
@requires(Permission.ASK_QUESTION)
def question_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """No response is wanted any more."""
    question, form = _seen(request, uuid), BecauseForm(typed(request))
    return _asked(
        request, question, "withdraw", form,
        lambda: asking.withdraw(question, by=request.user, because=form.cleaned_data["because"]),
        f"{question} is withdrawn. {question.partner} is told.",
    )  # fmt: skip


@require_POST
@requires(Permission.KEEP_SCRUTINY)
def question_approve(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The response may be published as it stands."""
    question = _seen(request, uuid)
    act = partial(responding.approve, question, by=request.user)
    return done_at_once(
        request, question, "approve", act, done="The response is approved.", back_url=_url(question)
    )


@require_POST
@requires(Permission.KEEP_SCRUTINY)
def question_publish(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Open to everybody, for good."""
    question = _seen(request, uuid)
    act = partial(responding.publish, question, by=request.user)
    return done_at_once(
        request, question, "publish", act, done=f"{question} and its response are published.", back_url=_url(question)
    )  # fmt: skip


def _seen(request: SignedInRequest, uuid: UUID) -> Question:
    question = scope.question_of(request.user, uuid)
    trail.shown(request, [], purpose=f"scrutiny: {str(question).lower()}")
    return question


def _asked(
    request: SignedInRequest, question: Question, verb: str, form: Form, act: Callable[[], object], done: str
) -> HttpResponse:
    """The page of a verb, named as the verb."""
    template = f"partnership/scrutiny/question_{verb}.html"
    return answer(
        request, question, verb, form, act, done=done, back_url=_url(question), template=template,
        context=pages.about_question(question),
    )  # fmt: skip


def _url(question: Question) -> str:
    return reverse("question_detail", args=[question.uuid])
