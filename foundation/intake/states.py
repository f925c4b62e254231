"""The states of an import file."""

from django.db.models import TextChoices


class FileState(TextChoices):
    STAGED = "staged", "Checked, not imported"
    COMMITTED = "committed", "Imported"
    DISCARDED = "discarded", "Discarded"
