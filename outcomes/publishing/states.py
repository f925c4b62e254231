"""States of a snapshot (outcomes: Snapshot)."""

from django.db.models import TextChoices


class SnapshotState(TextChoices):
    """Where a snapshot stands, from being asked for to being taken back."""

    WORKING = "working", "Being worked out"
    DRAFTED = "drafted", "Ready to check"
    PUBLISHED = "published", "Published"
    CORRECTED = "corrected", "Replaced by a correction"
    WITHDRAWN = "withdrawn", "Withdrawn"
    FAILED = "failed", "Not published"


IN_THE_MAKING = (SnapshotState.WORKING, SnapshotState.DRAFTED)
READABLE = (SnapshotState.PUBLISHED, SnapshotState.CORRECTED)  # the figures are shown
EVER_PUBLISHED = (*READABLE, SnapshotState.WITHDRAWN)  # somebody may hold a copy
