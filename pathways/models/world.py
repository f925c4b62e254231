"""Spells: dated states of the world, and the codes that say what is so."""

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
