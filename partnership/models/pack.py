"""The scrutiny pack: everything that the committee and the public read of a period, frozen (outcomes: section 5)."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle import triggers
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import moves
from outcomes.pages.words import say_period
from outcomes.periods import Period
from outcomes.periods import period as period_named

from ..access import builds_pack
from ..querysets.packs import PackQuerySet
from ..states import EVER_PUBLISHED_PACK, READABLE_PACK, PackState
from .partner import Partnership
from .plan import PlanVersion

_KEPT: dict[str, Any] = {
    "permission": Permission.BUILD_PACK,
    "who": "an officer of the partnership",
    "allows": builds_pack,
}


class Pack(Stateful):
    """One pack of a partnership and period, built from what was published and submitted by then.

    period: the label of a quarter or financial year. number: counts the published packs of the partnership. What it
    holds is a `PackContent`.
    """

    State = PackState

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="packs")
    version_of_plan = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="packs")
    period = models.CharField(max_length=7)
    state = StateField(default=PackState.BUILT, choices=PackState.choices)
    number = models.PositiveIntegerField(null=True, editable=False)
    built_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    built_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    because = models.CharField("why it was withdrawn", max_length=1000, blank=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        verbose_name = "scrutiny pack"
        ordering = ["-built_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PackState.values), name="pack_state_known"),
            models.UniqueConstraint(fields=["partnership", "number"], name="one_pack_of_a_number"),
            models.UniqueConstraint(
                fields=["partnership", "period"], condition=Q(state=PackState.PUBLISHED), name="one_standing_pack"
            ),
            models.CheckConstraint(
                condition=Q(state__in=EVER_PUBLISHED_PACK, number__isnull=False, published_by__isnull=False,
                            published_at__isnull=False)
                | Q(~Q(state__in=EVER_PUBLISHED_PACK), number=None, published_by=None, published_at=None),
                name="a_published_pack_has_its_number_and_publisher",
            ),
            models.CheckConstraint(
                condition=~Q(state=PackState.WITHDRAWN, because=""), name="a_withdrawn_pack_says_why"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.partnership}, {self.period}"

    @property
    def period_words(self) -> str:
        """April 2025 to March 2026"""
        return say_period(self.period_of)

    @property
    def period_of(self) -> Period:
        """The quarter or financial year that it is of."""
        return period_named(self.period)

    @property
    def is_readable(self) -> bool:
        """Whether everybody reads it."""
        return self.state in READABLE_PACK

    @moves(PackState.BUILT, PackState.PUBLISHED, **_KEPT)
    def publish(self, *, by: Any, number: int) -> None:
        """Open to everybody, for good."""
        self.number, self.published_by, self.published_at = number, by, timezone.now()

    @moves(PackState.BUILT, PackState.DISCARDED, **_KEPT)
    def discard(self) -> None:
        """It is not published."""

    @moves(PackState.PUBLISHED, PackState.REPLACED, **_KEPT, needs="a later pack of the same period")
    def replace(self) -> None:
        """A later pack of the same period stands in its place; this one stays readable, and says so."""

    @moves(READABLE_PACK, PackState.WITHDRAWN, **_KEPT, needs="reason")
    def withdraw(self, *, because: str) -> None:
        """It stays listed with the reason, and is no longer shown."""
        self.because = because


class PackContent(models.Model):
    """What a pack says: made once, never changed. `said` is JSON (see `packs.value`), with its SHA-256."""

    pack = models.OneToOneField(Pack, on_delete=models.PROTECT, related_name="content")
    said = models.TextField()
    said_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"content of {self.pack_id}"


class PackFile(models.Model):
    """A file of a pack, byte for byte as it was made."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=10)
    content_type = models.CharField(max_length=80)
    content = models.BinaryField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["pack", "format"], name="one_pack_file_of_a_format")]

    def __str__(self) -> str:
        return f"{self.format} of {self.pack_id}"


triggers.register(
    *triggers.append_only("partnership_packcontent"), *triggers.append_only("partnership_packfile")
)
