"""Two records of one person: found, judged, merged, and taken apart again."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import moves

from .. import access
from ..querysets import DuplicatePairQuerySet, MergeQuerySet
from ..states import PairState as S


class DuplicatePair(Stateful):
    """Two records that may be of one person, the lower key first, and what a data steward made of them.

    A pair is written once: judged, it is remembered and never offered again (domain: Merge). `score` and `reasons`
    are the matcher's, from 0 to 100 and in words.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    first = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    state = StateField(default=S.OPEN, choices=S.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    because = models.TextField("why", max_length=1000, blank=True)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        verbose_name = "pair of records"
        verbose_name_plural = "pairs of records"
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_pair_of_two_records"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="records_in_order"),
            models.CheckConstraint(condition=Q(state__in=S.values), name="pair_state_known"),
            models.CheckConstraint(
                condition=Q(state=S.OPEN, decided_by=None, decided_at=None, because="")
                | (~Q(state=S.OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(because="")),
                name="a_judged_pair_says_by_whom_and_why",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-score", "id"], name="pair_to_judge"),
            models.Index(fields=["second", "state"], name="pair_of_second_record"),
        ]

    def __str__(self) -> str:
        return f"records {self.first_id} and {self.second_id}"

    @moves(S.OPEN, S.MERGED, permission=Permission.MERGE_PEOPLE, who="a data steward who may see both records",
           allows=access.sees_both, needs="which record is kept, and why; nothing that stands against it")  # fmt: skip
    def merge(self, *, by, because: str) -> None:
        """One person: one of the records is kept."""
        self.decided_by, self.decided_at, self.because = by, timezone.now(), because

    @moves(S.OPEN, S.NOT_THE_SAME, permission=Permission.MERGE_PEOPLE,
           who="a data steward who may see both records", allows=access.sees_both, needs="reason")  # fmt: skip
    def tell_apart(self, *, by, because: str) -> None:
        """Two people, whatever their records share."""
        self.decided_by, self.decided_at, self.because = by, timezone.now(), because

    @moves(S.MERGED, S.NOT_THE_SAME, permission=Permission.MERGE_PEOPLE,
           who="a data steward who may see the record that was kept", allows=access.sees_kept,
           needs="reason; nothing recorded since that stands against it")  # fmt: skip
    def unmerge(self, *, by, because: str) -> None:
        """Two people after all: each record has its own again."""
        self.decided_by, self.decided_at, self.because = by, timezone.now(), because


class Merge(models.Model):
    """That one record was merged into another: by whom, when and why, and who took it back."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    kept = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    because = models.TextField("why", max_length=1000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_because = models.TextField("why it was taken back", max_length=1000, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="merged_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merged_into_another"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undone_because="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_because="")),
                name="a_merge_taken_back_says_by_whom_and_why",
            ),
        ]
        indexes = [models.Index(fields=["kept", "undone_at"], name="merge_of_kept")]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"


class MergedRow(models.Model):
    """One row that a merge changed: what it said before and after, by field, so that it can be put back exactly."""

    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="rows")
    model = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    was = models.JSONField(default=dict)
    became = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["model", "row_id"], name="merged_row_of_model")]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id}"
