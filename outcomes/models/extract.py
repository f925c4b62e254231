"""A file of people that was given to the Justice Data Lab: whose, to whom, why, and by whom (outcomes: Extracts)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.lifecycle import triggers

from ..extracts.querysets import ExtractQuerySet


class Extract(models.Model):
    """One file taken. The file itself is not kept: its hash says whether another is the same.

    kind and place: of the cohort, as it was named; first_on and last_on: between which its people started. The trail
    has who they were; here is only how many.
    """

    class Kind(models.TextChoices):
        HUB = "hub", "Hub"
        PROVIDER = "provider", "Provider"
        CONTRACT_AREA = "contract_area", "Contract area"

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    place = models.CharField(max_length=120)
    first_on = models.DateField("first day of starting")
    last_on = models.DateField("last day of starting")
    people = models.PositiveIntegerField()
    reason = models.CharField(max_length=500)
    recipient = models.CharField(max_length=200)
    file_hash = models.CharField("SHA-256 of the file", max_length=64)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)

    objects = ExtractQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["hub", "provider", "contract_area"]), name="extract_kind_known"
            ),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="extract_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(recipient="") & ~Q(file_hash=""),
                name="extract_says_why_and_to_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.first_on} to {self.last_on}"


triggers.register(*triggers.append_only("outcomes_extract"))
