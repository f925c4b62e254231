"""A need assessed: the answers to a kind's questions, and what they came to."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..querysets import AssessmentQuerySet


class Assessment(Fact):
    """The answers of a day to one version of a kind's question set; each assessment of a pathway is a row of its own.

    `answers` holds the slug of the answer by the slug of the question; what they read is in the kind's declaration.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="assessments")
    pathway = models.ForeignKey("pathways.Pathway", on_delete=models.PROTECT, related_name="assessments")
    question_version = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    found_need = models.BooleanField()
    assessed_on = models.DateField()
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CurrentManager.from_queryset(AssessmentQuerySet)()

    class Meta:
        ordering = ["-assessed_on", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_assessment_of_a_uuid"),
            models.CheckConstraint(condition=Q(question_version__gte=1), name="assessment_has_its_questions"),
        ]
        indexes = [models.Index(fields=["pathway", "superseded_at"], name="assessment_of_pathway")]

    def __str__(self) -> str:
        return f"{self.pathway} assessed on {self.assessed_on}"

    @property
    def effective_on(self):
        return self.assessed_on

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """(question, answer) as they were asked."""
        return self.pathway.declaration.question_set_of(self.question_version).in_words(self.answers)
