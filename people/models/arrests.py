"""Arrests and charges that a team hears of: local signals, never called reoffending (domain: Timeline)."""

from django.db import models
from django.db.models import Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..querysets.arrests import LocalSignalQuerySet


class LocalSignal(Fact):
    """That a person was arrested or charged on a day, and who said so. It proves nothing and no indicator counts it:
    a proven offence comes by import alone (`Offence`).
    """

    class Kind(models.TextChoices):
        ARREST = "arrest", "Arrested"
        CHARGE = "charge", "Charged"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="signals")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    happened_on = models.DateField()
    source = models.CharField("who said so", max_length=120)
    known = models.CharField("what is known", max_length=500, blank=True)

    objects = CurrentManager.from_queryset(LocalSignalQuerySet)()

    class Meta:
        verbose_name = "arrest or charge"
        verbose_name_plural = "arrests and charges"
        ordering = ["-happened_on", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "happened_on"], condition=CURRENT, name="one_signal_of_a_kind_and_day"
            ),
            models.CheckConstraint(condition=Q(kind__in=["arrest", "charge"]), name="signal_kind_known"),
            models.CheckConstraint(condition=~Q(source=""), name="a_signal_says_who_said_so"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def effective_on(self):
        return self.happened_on
