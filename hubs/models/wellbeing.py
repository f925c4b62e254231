"""The four questions on personal wellbeing that a person is asked at an induction and at each review."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

LOWEST, HIGHEST = 0, 10
QUESTIONS = ("satisfied", "worthwhile", "happy", "anxious")


def _answer(question: str) -> models.PositiveSmallIntegerField:
    """Empty: asked and not answered, which is another thing than zero."""
    return models.PositiveSmallIntegerField(question, null=True, blank=True)


def _on_the_scale(question: str) -> Q:
    return Q(**{question: None}) | Q(**{f"{question}__range": (LOWEST, HIGHEST)})


class Wellbeing(Fact):
    """What a person answered, 0 to 10 each, on a day: once at an induction, once at a review of that day.

    Kept with who asked and at which hub, so that the first answers there can be paired with later ones (domain:
    Wellbeing; outcomes: W1). A correction keeps what was said before.
    """

    class Occasion(models.TextChoices):
        INDUCTION = "induction", "Induction"
        REVIEW = "review", "Review"

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="wellbeing")
    hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=10, choices=Occasion.choices)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    satisfied = _answer("satisfied with life nowadays")
    worthwhile = _answer("things done in life are worthwhile")
    happy = _answer("happy yesterday")
    anxious = _answer("anxious yesterday")

    objects = CurrentManager()

    class Meta:
        ordering = ["-asked_on", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        verbose_name_plural = "wellbeing"
        constraints = [
            models.CheckConstraint(
                condition=Q(occasion__in=["induction", "review"]), name="wellbeing_occasion_known"
            ),
            models.UniqueConstraint(
                fields=["person", "hub", "occasion", "asked_on"],
                condition=CURRENT,
                name="one_wellbeing_of_an_occasion",
            ),
            *(
                models.CheckConstraint(condition=_on_the_scale(each), name=f"{each}_is_0_to_10")
                for each in QUESTIONS
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "hub", "occasion", "asked_on", "superseded_at"], name="wellbeing_of_person"
            )
        ]

    def __str__(self) -> str:
        return f"wellbeing, {self.get_occasion_display().lower()} of {self.asked_on}"

    @property
    def effective_on(self):
        return self.asked_on

    @property
    def is_unanswered(self) -> bool:
        """Asked, and none of the four answered."""
        return all(getattr(self, each) is None for each in QUESTIONS)
