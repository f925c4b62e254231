"""Cohort labels that somebody records; those that follow from age and sex are in circumstances/cohorts.py."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..querysets import DatedQuerySet


class CohortLabel(Fact):
    """That a person belongs to a cohort from-until (domain: Person). `until` is the first day without it."""

    class Name(models.TextChoices):
        VETERAN = "veteran", "Veteran"
        CARE_LEAVER = "care_leaver", "Care leaver"
        IPP_LIFER = "ipp_lifer", "IPP or lifer"
        NO_FIXED_ADDRESS = "no_fixed_address", "Prison-leaver with no fixed address"
        DISABILITY = "disability", "Disability"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="labels")
    name = models.CharField(max_length=20, choices=Name.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CurrentManager.from_queryset(DatedQuerySet)()

    class Meta:
        ordering = ["name", "-since", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="label_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["person", "name"], condition=CURRENT & Q(until=None), name="one_label_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["person", "name", "until", "superseded_at"], name="label_of_person")]

    def __str__(self) -> str:
        return self.get_name_display()

    @property
    def effective_on(self):
        return self.since
