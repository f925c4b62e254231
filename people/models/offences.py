"""Proven offences, by import only, and how far the loaded data reaches."""

from django.db import models
from django.db.models import F, Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact


class Offence(Fact):
    """One proven offence. Identical rows without a reference count each: `number` tells them apart."""

    class Disposal(models.TextChoices):
        CONVICTION = "conviction", "Conviction"
        CAUTION = "caution", "Caution"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="offences")
    offence_on = models.DateField()
    disposed_on = models.DateField(null=True, blank=True)
    disposal = models.CharField(max_length=20, choices=Disposal.choices, blank=True)
    offence_group = models.CharField(max_length=60, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField(default=1)

    objects = CurrentManager()

    class Meta:
        ordering = ["offence_on", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(disposed_on=None) | Q(disposed_on__gte=F("offence_on")),
                name="disposed_after_offence",
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=CURRENT & ~Q(reference=""), name="one_offence_of_a_reference"
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "offence_on", "disposed_on", "superseded_at"], name="offence_of_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.offence_on}"

    @property
    def effective_on(self):
        return self.offence_on


class OffenceCoverage(models.Model):
    """A loaded offence file was complete for disposals up to `covers_to`; without any there is no reoffending rate."""

    covers_to = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    source = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return f"to {self.covers_to}"
