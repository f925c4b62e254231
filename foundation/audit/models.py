"""The audit trail: every request that showed or changed people, one event with one subject row per person."""

from django.conf import settings
from django.db import models

from foundation.lifecycle import triggers


class Operation(models.TextChoices):
    """The six operations of the Data Protection Act 2018, section 62, and refusals."""

    COLLECTION = "collection", "Collection"
    ALTERATION = "alteration", "Alteration"
    CONSULTATION = "consultation", "Consultation"
    DISCLOSURE = "disclosure", "Disclosure"
    COMBINATION = "combination", "Combination"
    ERASURE = "erasure", "Erasure"
    REFUSAL = "refusal", "Refusal"


class AuditEvent(models.Model):
    """One request: who, in which role, when, what, why and for whom it left the house."""

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    operation = models.CharField(max_length=20, choices=Operation.choices)
    what = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200, blank=True)
    recipient = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "-id"], name="audit_of_user")]

    def __str__(self) -> str:
        return f"{self.operation} {self.what}"


class AuditSubject(models.Model):
    """A person whom an audit event is about; no foreign key, since the trail outlives an erased record."""

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="subjects")
    person_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["person_id", "event"], name="audit_of_person")]
        constraints = [models.UniqueConstraint(fields=["event", "person_id"], name="one_subject_row")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.person_id}"


triggers.register(*triggers.append_only("audit_auditevent"), *triggers.append_only("audit_auditsubject"))
