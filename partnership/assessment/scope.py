"""Where the pages of the assessment begin. All raise Http404 out of scope."""

from collections.abc import Sequence

from django.shortcuts import get_object_or_404

from foundation.accounts.models import User

from ..models import AssessmentFigure, Partnership, SurveyAnswer


def figures_of(partnership: Partnership) -> Sequence[AssessmentFigure]:
    """In the order of theme, title and year."""
    return list(AssessmentFigure.objects.filter(partnership=partnership).order_by("theme", "title", "year"))


def answers_of(partnership: Partnership) -> Sequence[SurveyAnswer]:
    """In the order of survey and question."""
    rows = SurveyAnswer.objects.filter(partnership=partnership)
    return list(rows.order_by("survey", "question", "position", "answer", "year"))


def answers_beside(answer: SurveyAnswer) -> Sequence[SurveyAnswer]:
    """Every answer to the same question of the same survey and year, this one too."""
    same = {name: getattr(answer, name) for name in ("partnership", "survey", "question", "year")}
    return list(SurveyAnswer.objects.filter(**same).order_by("position", "answer"))


def figure_of(user: User, number: int) -> AssessmentFigure:
    figures = AssessmentFigure.objects.filter(partnership__in=Partnership.objects.visible_to(user))
    return get_object_or_404(figures.select_related("partnership"), pk=number)


def answer_of(user: User, number: int) -> SurveyAnswer:
    answers = SurveyAnswer.objects.filter(partnership__in=Partnership.objects.visible_to(user))
    return get_object_or_404(answers.select_related("partnership"), pk=number)
