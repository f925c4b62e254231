"""Figures of the strategic assessment, and residents' answers."""

from typing import Any

from django.db import models

from .plans import partnerships_of


class AssessmentQuerySet(models.QuerySet):
    """Yearly figures."""

    def visible_to(self, user: Any) -> "AssessmentQuerySet":
        return self.filter(partnership__in=partnerships_of(user))

    def of(self, partnership: Any) -> "AssessmentQuerySet":
        return self.filter(partnership=partnership).order_by("theme", "title", "year")


class SurveyQuerySet(models.QuerySet):
    """Answers of residents."""

    def visible_to(self, user: Any) -> "SurveyQuerySet":
        return self.filter(partnership__in=partnerships_of(user))

    def of(self, partnership: Any) -> "SurveyQuerySet":
        return self.filter(partnership=partnership).order_by(
            "survey", "question", "position", "answer", "year"
        )
