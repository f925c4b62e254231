"""Documents of a person: letters, contracts, photographs of papers."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..documents.kinds import ENDINGS, LARGEST, ContentType
from ..documents.storing import private_files, random_name
from ..querysets import DocumentQuerySet


class Document(models.Model):
    """A file about a person, kept as it was cleaned when it came in; it is never changed, only set aside.

    `sha256` and `size` (bytes) are those of the file as it is kept. What was set aside stays, with who and why.
    """

    class Kind(models.TextChoices):
        LETTER = "letter", "Letter or e-mail"
        CONTRACT = "contract", "Contract or tenancy agreement"
        PAYSLIP = "payslip", "Payslip or bank record"
        IDENTITY = "identity", "Proof of identity or right to work"
        CERTIFICATE = "certificate", "Certificate"
        SERVICE_RECORD = "service_record", "Record of a service"
        OTHER = "other", "Something else"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=120)
    content = models.FileField(upload_to=random_name, storage=private_files, max_length=100)
    content_type = models.CharField(max_length=40, choices=ContentType.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_because = models.CharField(max_length=200, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=LARGEST), name="a_document_has_content_and_is_not_too_large"
            ),
            models.CheckConstraint(
                condition=Q(content_type__in=ContentType.values), name="document_content_type_known"
            ),
            models.CheckConstraint(
                condition=Q(set_aside_by=None, set_aside_at=None, set_aside_because="")
                | Q(set_aside_by__isnull=False, set_aside_at__isnull=False) & ~Q(set_aside_because=""),
                name="a_document_set_aside_has_who_and_why",
            ),
            models.UniqueConstraint(
                fields=["person", "sha256"], condition=Q(set_aside_at=None), name="one_document_of_a_file"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "set_aside_at"], name="document_of_person"),
            models.Index(fields=["sha256"], name="document_by_hash"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_set_aside(self) -> bool:
        return self.set_aside_at is not None

    @property
    def file_name(self) -> str:
        """What the file is called when it is saved: its kind and day, never a name that somebody typed or uploaded."""
        return f"{self.kind}-{self.uploaded_at:%Y-%m-%d}.{ENDINGS[ContentType(self.content_type)]}"
