"""Looking at a record outside one's scope, with a reason, for an hour."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ..querysets import BreakGlassQuerySet


class BreakGlass(models.Model):
    """One breaking of the glass: by whom, for which CRN, why, until when, and what a reviewer thought of it.

    `person` is empty when no record has the CRN; everything else is the same (domain: Restricted records; trust: 5).
    """

    class Verdict(models.TextChoices):
        JUSTIFIED = "justified", "Justified"
        NOT_JUSTIFIED = "not_justified", "Not justified"

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    crn = models.CharField("CRN", max_length=7)
    reason = models.TextField(max_length=1000)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    review = models.TextField("what was found", max_length=2000, blank=True)

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        verbose_name = "record opened by break-glass"
        verbose_name_plural = "records opened by break-glass"
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("user")),
                name="break_glass_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None, verdict="", review="")
                | (Q(reviewed_by__isnull=False, reviewed_at__isnull=False) & ~Q(verdict="") & ~Q(review="")),
                name="break_glass_reviewed_in_full",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["", "justified", "not_justified"]), name="break_glass_verdict_known"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("opened_at")), name="break_glass_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "until"], name="break_glass_of_user"),
            models.Index(fields=["reviewed_at", "opened_at"], name="break_glass_to_review"),
        ]

    def __str__(self) -> str:
        return f"opened {self.opened_at}"

    @property
    def is_live(self) -> bool:
        return self.until > timezone.now()
