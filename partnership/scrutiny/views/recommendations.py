"""Recommendations: the list, one with how it was followed up, and what is done with it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.answering import form_page, typed
from foundation.lifecycle.transitions import Refused

from ...models import Recommendation
from .. import mistakes, pages, recommending, scope
from ..forms import AnswerRecommendationForm, BecauseForm, CloseForm, FollowUpForm, RecommendForm
from ..tables import RecommendationFilter, RecommendationTable
from .answering import answer


@require_safe
@requires(Permission.READ_SCRUTINY)
def recommendation_list(request: SignedInRequest) -> HttpResponse:
    """What was recommended, the soonest due first."""
    trail.shown(request, [], purpose="recommendations of scrutiny")
    filter_form = RecommendationFilter(request.GET, partners=scope.partners_of(request.user))
    found = scope.recommendations_of(request.user).fitting(**filter_form.wanted)
    context = {
        "table": RecommendationTable(found).for_request(request),
        "filter_form": filter_form,
        "tabs": pages.tabs("recommendation_list"),
    }
    return render(request, "partnership/scrutiny/recommendation_list.html", context)


@require_safe
@requires(Permission.READ_SCRUTINY)
def recommendation_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was recommended, what the partner said, and what was done."""
    recommendation = _seen(request, uuid)
    context = pages.of_recommendation(recommendation, request.user)
    return render(request, "partnership/scrutiny/recommendation_detail.html", context)


@form_page
@requires(Permission.KEEP_SCRUTINY)
def recommendation_make(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Enter what the committee recommended at a meeting."""
    meeting = scope.meeting_of(request.user, uuid)
    recommending.ask_who_keeps(request.user, meeting.partnership)
    trail.shown(request, [], purpose="meeting of scrutiny")
    form, status = RecommendForm(typed(request), meeting=meeting), 200
    if form.is_bound and form.is_valid():
        try:
            made = recommending.recommend(meeting, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, f"The recommendation is with {made.partner}.")
            return redirect("recommendation_detail", made.uuid)
    context = {"form": form, "meeting": meeting}
    return render(request, "partnership/scrutiny/recommendation_make.html", context, status=status)


@form_page
@requires(Permission.ANSWER_QUESTION)
def recommendation_answer_it(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Whether the partner will do it, and how or why not."""
    made, form = _seen(request, uuid), AnswerRecommendationForm(typed(request))
    return _asked(
        request, made, "answer_it", form,
        lambda: recommending.answer_it(made, by=request.user, **form.cleaned_data),
        "Your answer is with the officers of the partnership.",
    )  # fmt: skip


@form_page
@requires(Permission.ANSWER_QUESTION)
def recommendation_follow_up(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How far it is."""
    made, form = _seen(request, uuid), FollowUpForm(typed(request))
    return _asked(
        request, made, "follow_up", form,
        lambda: recommending.follow_up(made, by=request.user, words=form.cleaned_data["words"]),
        "What you said is kept with the recommendation.",
    )  # fmt: skip


@form_page
@requires(Permission.KEEP_SCRUTINY)
def recommendation_close(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The committee has seen what became of it."""
    made, form = _seen(request, uuid), CloseForm(typed(request))
    return _asked(
        request, made, "close", form,
        lambda: recommending.close(made, by=request.user, **form.cleaned_data),
        "The recommendation is closed.",
    )  # fmt: skip


@form_page
@requires(Permission.KEEP_SCRUTINY)
def recommendation_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It was entered by mistake."""
    made, form = _seen(request, uuid), BecauseForm(typed(request))
    return _asked(
        request, made, "withdraw", form,
        lambda: mistakes.withdraw_recommendation(made, by=request.user, because=form.cleaned_data["because"]),
        f"The recommendation is withdrawn. {made.partner} is told.",
    )  # fmt: skip


def _seen(request: SignedInRequest, uuid: UUID) -> Recommendation:
    recommendation = scope.recommendation_of(request.user, uuid)
    trail.shown(request, [], purpose="recommendation of scrutiny")
    return recommendation


def _asked(
    request: SignedInRequest,
    made: Recommendation,
    verb: str,
    form: Form,
    act: Callable[[], object],
    done: str,
) -> HttpResponse:
    """The page of a verb, named as the verb."""
    return answer(
        request, made, verb, form, act, done=done, back_url=reverse("recommendation_detail", args=[made.uuid]),
        template=f"partnership/scrutiny/recommendation_{verb}.html", context=pages.about_recommendation(made),
    )  # fmt: skip
