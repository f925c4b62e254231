"""The strategic assessment: yearly figures by theme, and what residents said (Crime and Disorder Regulations 2007)."""

from django.db import models
from django.db.models import Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..querysets.assessment import AssessmentQuerySet, SurveyQuerySet
from ..states import Counts, Good, Unit
from .partner import Partnership


class AssessmentFigure(Fact):
    """One figure of one year under a theme, with its source and what is to be known about its quality.

    year: a calendar year (2024) or a financial one (2024/25). break_before: its series cannot be compared with former
    years; `quality` says why. counts: whom it counts; "" where nobody said, which a small number does not allow.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="assessment_figures")
    theme = models.CharField(max_length=80)
    title = models.CharField(max_length=160)
    year = models.CharField(max_length=7)
    value = models.DecimalField(max_digits=14, decimal_places=6)
    unit = models.CharField(max_length=12, choices=Unit.choices)
    good = models.CharField(max_length=4, choices=Good.choices)
    counts = models.CharField(max_length=9, choices=Counts.choices, blank=True)
    break_before = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    quality = models.CharField("quality note", max_length=500, blank=True)

    objects = CurrentManager.from_queryset(AssessmentQuerySet)()

    class Meta:
        ordering = ["theme", "title", "year", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "theme", "title", "year"],
                condition=CURRENT,
                name="one_figure_of_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(theme="") & ~Q(title="") & ~Q(source=""),
                name="a_figure_has_theme_title_and_source",
            ),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="assessment_unit_known"),
            models.CheckConstraint(
                condition=Q(unit=Unit.SCORE) | (Q(value__gte=0) & (~Q(unit=Unit.SHARE) | Q(value__lte=1))),
                name="an_assessment_figure_fits_its_unit",
            ),
            models.CheckConstraint(
                condition=Q(counts__in=["", Counts.THINGS, Counts.PUBLISHED])
                | Q(counts=Counts.OWN, unit=Unit.COUNT),
                name="people_who_are_counted_by_hand_are_a_number",
            ),
            models.CheckConstraint(
                condition=Q(break_before=False) | ~Q(quality=""), name="a_break_of_a_series_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.year}"


class SurveyAnswer(Fact):
    """The share of residents who gave one answer to one question of a survey, and how many were asked.

    share: a fraction; of `respondents`, the people who answered this question.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="survey_answers")
    survey = models.CharField(max_length=120)
    year = models.CharField(max_length=7)
    question = models.CharField(max_length=300)
    answer = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    share = models.DecimalField(max_digits=7, decimal_places=6)
    respondents = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    objects = CurrentManager.from_queryset(SurveyQuerySet)()

    class Meta:
        ordering = ["survey", "year", "question", "position", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "survey", "year", "question", "answer"], condition=CURRENT,
                name="one_share_of_an_answer",
            ),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="a_share_of_answers_is_a_fraction"),
            models.CheckConstraint(condition=Q(respondents__gt=0), name="a_survey_asked_somebody"),
            models.CheckConstraint(
                condition=~Q(survey="") & ~Q(question="") & ~Q(answer="") & ~Q(source=""),
                name="a_survey_has_question_answer_and_source",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}, {self.year}"
