"""The event log and the lists of reasons."""

from django.conf import settings
from django.db import models

from . import triggers


class Event(models.Model):
    """Something that happened to one row: never changed, never deleted (domain: History).

    `effective_on` is when it happened, `recorded_at` when it was known. `subject_type` and `subject_id` name the row;
    `person_id` whom it is about. Neither is a foreign key: the log lies below every app and outlives an erased row.
    """

    what = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_role = models.CharField(max_length=30)
    recorded_at = models.DateTimeField()
    effective_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="event_of_subject"),
            models.Index(fields=["person_id", "effective_on"], name="event_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.subject_type} {self.subject_id}"


class Reason(models.Model):
    """One entry of a list that a user chooses from: decline, withdraw, end, hold, absence, ... (`reasons.csv`)."""

    list = models.CharField(max_length=30)
    group = models.CharField(max_length=40)
    reason = models.CharField(max_length=120)
    text_required = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["list", "group", "reason"], name="one_reason_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.reason


triggers.register(*triggers.append_only("lifecycle_event"))
