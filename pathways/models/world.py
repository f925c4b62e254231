"""Spells and checks: dated states of the world, and dated questions about it."""

import uuid

from django.db import models
from django.db.models import F, Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..querysets import SpellQuerySet


class AccommodationCode(models.Model):
    """One accommodation code with its class (`accommodation_codes.csv`)."""

    code = models.CharField(max_length=6, unique=True)
    label = models.CharField(max_length=80)
    settledness = models.CharField("class", max_length=20)
    housed_on_release_night = models.CharField(max_length=10)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.label


class Spell(Fact):
    """A dated state of the world: a job, a tenancy, a treatment episode. `ended_on`: the first day it no longer was."""

    class Kind(models.TextChoices):
        EMPLOYMENT = "employment", "Employment"
        ACCOMMODATION = "accommodation", "Accommodation"
        TREATMENT = "treatment", "Treatment"

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="spells")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.CharField(max_length=30)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=120, blank=True)
    detail = models.CharField(max_length=200, blank=True)

    objects = CurrentManager.from_queryset(SpellQuerySet)()

    class Meta:
        ordering = ["-started_on", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_spell_of_a_uuid"),
            models.UniqueConstraint(
                fields=["person", "kind", "code", "started_on"], condition=CURRENT, name="one_spell_of_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("started_on")), name="spell_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["employment", "accommodation", "treatment"]), name="spell_kind_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "kind", "started_on", "ended_on", "superseded_at"], name="spell_of_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.started_on}"

    @property
    def effective_on(self):
        return self.started_on


class Check(Fact):
    """A dated question and its answer. Unknown is never counted as no."""

    class Name(models.TextChoices):
        RELEASE_NIGHT = "release_night", "Housed on release night"
        DAY_21 = "day_21", "In treatment at 21 days"
        WEEK_6 = "week_6", "Employed at 6 weeks"
        WEEK_12 = "week_12", "In treatment at 12 weeks"
        WEEK_26 = "week_26", "Still employed at 26 weeks"
        MONTH_3 = "month_3", "Settled at 3 months"
        MONTH_6 = "month_6", "Employed at 6 months"

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNKNOWN = "unknown", "Unknown"
        OUT_OF_SCOPE = "out_of_scope", "Out of scope"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="checks")
    name = models.CharField(max_length=20, choices=Name.choices)
    point_on = models.DateField()
    answer = models.CharField(max_length=20, choices=Answer.choices)
    reason = models.CharField(max_length=200, blank=True)

    objects = CurrentManager()

    class Meta:
        ordering = ["point_on", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name", "point_on"], condition=CURRENT, name="one_check_of_a_point"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "name", "point_on", "superseded_at"], name="check_of_person")
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()}, {self.point_on}"

    @property
    def effective_on(self):
        return self.point_on
