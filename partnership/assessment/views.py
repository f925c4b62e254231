"""The pages of the strategic assessment: figures by theme, residents' answers, and entering them."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.answering import answer_form, form_page, typed

from .. import access
from ..models import Partnership
from ..scope import partnership_of
from . import entering, scope, survey, trends
from .forms import AnswerForm, FigureForm, answer_as_typed, figure_as_typed

FIGURES, ANSWERS = "assessment_list", "survey_list"


@require_safe
@requires(Permission.READ_PLAN)
def assessment_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Each theme with its figures over the years: table, picture and direction."""
    partnership = _seen(request, slug)
    themes = trends.themes_of(scope.figures_of(partnership))
    return render(
        request,
        "partnership/assessment/list.html",
        _about(request, partnership, FIGURES) | {"themes": themes},
    )


@require_safe
@requires(Permission.READ_PLAN)
def survey_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """What residents answered, by question, years beside each other."""
    partnership = _seen(request, slug)
    asked = survey.questions_of(scope.answers_of(partnership))
    return render(
        request,
        "partnership/assessment/survey.html",
        _about(request, partnership, ANSWERS) | {"asked": asked},
    )


@form_page
@requires(Permission.KEEP_PLAN)
def assessment_enter(request: SignedInRequest, slug: str) -> HttpResponse:
    """A figure of a year that has none yet."""
    partnership = _seen(request, slug)
    form = FigureForm(typed(request))
    return _asked(request, form, partnership, FIGURES,
                  lambda: entering.enter_figure(partnership, by=request.user, **form.said()))  # fmt: skip


@form_page
@requires(Permission.KEEP_PLAN)
def assessment_correct(request: SignedInRequest, number: int) -> HttpResponse:
    """Put a figure right; what it said is kept."""
    figure = scope.figure_of(request.user, number)
    form = FigureForm(typed(request), initial=figure_as_typed(figure))
    return _asked(
        request, form, figure.partnership, FIGURES,
        lambda: entering.correct_figure(
            figure, by=request.user, seen_as=form.cleaned_data["seen_as"], **form.said()
        ),
        corrects=str(figure),
    )  # fmt: skip


@form_page
@requires(Permission.KEEP_PLAN)
def survey_enter(request: SignedInRequest, slug: str) -> HttpResponse:
    """The share of an answer that has none yet."""
    partnership = _seen(request, slug)
    form = AnswerForm(typed(request))
    return _asked(request, form, partnership, ANSWERS,
                  lambda: entering.enter_answer(partnership, by=request.user, **form.said()))  # fmt: skip


@form_page
@requires(Permission.KEEP_PLAN)
def survey_correct(request: SignedInRequest, number: int) -> HttpResponse:
    """Put an answer's share right; what it said is kept."""
    answer = scope.answer_of(request.user, number)
    hidden = answer.answer in survey.kept_back(scope.answers_beside(answer))
    form = AnswerForm(typed(request), initial=answer_as_typed(answer, hidden=hidden))
    return _asked(
        request, form, answer.partnership, ANSWERS,
        lambda: entering.correct_answer(
            answer, by=request.user, seen_as=form.cleaned_data["seen_as"], **form.said()
        ),
        corrects=str(answer),
    )  # fmt: skip


def _seen(request: SignedInRequest, slug: str) -> Partnership:
    partnership = partnership_of(request.user, slug)
    trail.shown(request, [], purpose="strategic assessment")
    return partnership


def _asked(
    request: SignedInRequest,
    form: FigureForm | AnswerForm,
    partnership: Partnership,
    to: str,
    act: Callable[[], object],
    corrects: str = "",
) -> HttpResponse:
    """The form of either; what the rules find is said at its field, and what was typed stays."""
    entering.ask_who_keeps(request.user, partnership)
    trail.shown(request, [], purpose="strategic assessment")
    url = reverse(to, args=[partnership.slug])
    try:
        return answer_form(
            request, "partnership/assessment/form.html", form, act, done="It is saved.", to=lambda: url,
            partnership=partnership, corrects=corrects, back_url=url, of_survey=to == ANSWERS,
        )  # fmt: skip
    except entering.Unfit as unfit:
        form.refuse(unfit.problems)
        context = {"form": form, "partnership": partnership, "corrects": corrects, "back_url": url}
        return render(request, "partnership/assessment/form.html", context | {"of_survey": to == ANSWERS})


def _about(request: SignedInRequest, partnership: Partnership, current: str) -> dict[str, object]:
    """What both lists name."""
    lists = {FIGURES: "Figures by theme", ANSWERS: "What residents say"}
    return {
        "partnership": partnership,
        "keeps": access.is_officer_of(request.user, partnership),
        "tabs": [
            {"label": label, "url": reverse(name, args=[partnership.slug]), "current": name == current}
            for name, label in lists.items()
        ],
    }
