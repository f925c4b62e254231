"""A duty-to-refer made another way than by a handover: by letter, by telephone, on the council’s page."""

import uuid

from django.db import models
from django.db.models import F, Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..handovers.states import DutyAnswer, DutyOwed
from ..querysets.duties import DutyToReferQuerySet


class DutyToRefer(Fact):
    """Made on, to which authority, what it answered, and what came of it (domain: Handover, Duty-to-refer).

    It counts as one that a handover made: for the clock before release and as evidence of the milestone. What was
    written before is kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="duties_to_refer")
    made_on = models.DateField()
    authority = models.CharField(max_length=120)
    answer = models.CharField(max_length=20, choices=DutyAnswer.choices, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    owed = models.CharField("duty owed", max_length=20, choices=DutyOwed.choices, blank=True)
    because = models.CharField("why it was not accepted", max_length=500, blank=True)
    outcome = models.CharField("what came of it", max_length=120, blank=True)
    outcome_on = models.DateField("day of the outcome", null=True, blank=True)

    objects = CurrentManager.from_queryset(DutyToReferQuerySet)()

    class Meta:
        verbose_name = "duty-to-refer"
        verbose_name_plural = "duties-to-refer"
        ordering = ["-made_on", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_duty_of_a_uuid"),
            models.UniqueConstraint(
                fields=["person", "authority", "made_on"], condition=CURRENT, name="one_duty_of_a_day_and_authority"
            ),
            models.CheckConstraint(condition=~Q(authority=""), name="a_duty_names_its_authority"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None, owed="", because="")
                | Q(answer=DutyAnswer.ACCEPTED, answered_on__isnull=False, because="") & ~Q(owed="")
                | Q(answer=DutyAnswer.NOT_ACCEPTED, answered_on__isnull=False, owed="") & ~Q(because=""),
                name="a_duty_answered_says_what",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("made_on")), name="duty_answered_after_made"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None)
                | ~Q(outcome="") & Q(outcome_on__isnull=False, outcome_on__gte=F("made_on")),
                name="duty_outcome_and_its_day",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["person", "made_on", "superseded_at"], name="duty_of_person")]

    def __str__(self) -> str:
        return f"duty-to-refer to {self.authority}"

    @property
    def effective_on(self):
        return self.made_on
