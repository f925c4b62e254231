"""Files that came in, and which version of each reference list is loaded."""

import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from foundation.accounts.roles import Permission
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import moves

from . import access
from .importers import importer_of
from .querysets import ImportFileQuerySet
from .states import FileState as S


def private_files():
    return storages["default"]


def random_name(file: "ImportFile", original: str) -> str:
    """Nothing of the original name reaches the disk."""
    return f"imports/{uuid.uuid4().hex}"


def problems_of(file: "ImportFile", **facts) -> list[str]:
    """Why the file cannot be imported: it has no rows, or nothing of it enters while one row is wrong."""
    if bad := file.problem_count:
        return [f"{bad:,} row{'' if bad == 1 else 's'} put right in the file, which is then uploaded again"]
    if (
        file.rows or importer_of(file.what).covers_a_period
    ):  # without rows it still says how far it is complete
        return []
    return ["at least one row below the header, in a file that is then uploaded"]


class ImportFile(Stateful):
    """One file on its way in: checked when it is staged, imported by one commit.

    The content lies in `content` while the file is staged and is deleted when it is committed or discarded; afterwards
    `sha256` says which file it was. `problems` holds the first bad rows, `problem_count` the number of all.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    what = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to=random_name, storage=private_files, blank=True)
    covers_to = models.DateField("data complete to", null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    state = StateField(default=S.STAGED, choices=S.choices)
    new = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)

    objects = models.Manager.from_queryset(ImportFileQuerySet)()

    class Meta:
        verbose_name = "import file"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="import_file_state_known"),
            models.CheckConstraint(
                condition=~Q(state=S.COMMITTED) | Q(problem_count=0),
                name="a_file_with_bad_rows_is_not_imported",
            ),
        ]
        indexes = [models.Index(fields=["what", "sha256", "state"], name="import_file_by_hash")]

    def __str__(self) -> str:
        return self.name

    @property
    def rows(self) -> int:
        """Rows that can be imported."""
        return self.new + self.corrected + self.unchanged

    @moves(S.STAGED, S.COMMITTED, permission=Permission.IMPORT_FILES, allows=access.is_of_organisation,
           who="somebody of the organisation who imports such files", missing=problems_of,
           needs="no bad row", by_system=True)  # fmt: skip
    def commit(self) -> None:
        """The file is imported as a whole."""

    @moves(S.STAGED, S.DISCARDED, permission=Permission.IMPORT_FILES, allows=access.is_of_organisation,
           who="somebody of the organisation who imports such files")  # fmt: skip
    def discard(self) -> None:
        """The file is deleted; nothing of it was imported."""


class ReferenceLoad(models.Model):
    """One version of a reference list, as it was loaded."""

    name = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} of {self.loaded_at:%Y-%m-%d}"
