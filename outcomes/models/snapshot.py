"""A report as it was published: what it said, what it rested on, and what control hid of it (outcomes: Snapshot)."""

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

from ..publishing.querysets import SnapshotQuerySet, SuppressionQuerySet
from ..publishing.states import EVER_PUBLISHED, IN_THE_MAKING, READABLE
from ..publishing.states import SnapshotState as S

KINDS = (("area", "Area"), ("hub", "Hub"), ("contract_area", "Contract area"), ("england", "England"))
NEVER_CHANGED = ("uuid", "kind", "place", "period", "as_at", "known_at", "specification", "code_version",
                 "corrects_id", "asked_by_id", "asked_at")  # fmt: skip


class Snapshot(Stateful):
    """One version of the published report of a place and period.

    kind and place: as the report names them; period: its label. `number` counts the versions of a place and period as
    they are published; `corrects` is the one before. `step` says how far a draft has come (`STEPS`). `turn` counts all
    publications, whatever their place: of two at once, neither judged against the other, only one gets the next turn.
    What it holds is a `SnapshotContent`, made once by the draft.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    kind = models.CharField(max_length=20, choices=KINDS)
    place = models.CharField(max_length=120)
    period = models.CharField(max_length=7)
    as_at = models.DateField()
    known_at = models.DateTimeField()
    specification = models.CharField(max_length=20)
    code_version = models.CharField(max_length=40)
    state = StateField(default=S.WORKING, choices=S.choices)
    number = models.PositiveIntegerField(null=True, editable=False)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    step = models.PositiveSmallIntegerField(default=0, editable=False)
    turn = models.PositiveIntegerField(null=True, editable=False, unique=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    because = models.CharField("why it failed or was withdrawn", max_length=500, blank=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "report"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="snapshot_state_known"),
            models.UniqueConstraint(
                fields=["kind", "place", "period"],
                condition=Q(state__in=IN_THE_MAKING),
                name="one_draft_of_a_report",
            ),
            models.UniqueConstraint(
                fields=["kind", "place", "period"],
                condition=Q(state=S.PUBLISHED),
                name="one_standing_snapshot_of_a_report",
            ),
            models.UniqueConstraint(
                fields=["kind", "place", "period", "number"], name="one_snapshot_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=EVER_PUBLISHED, number__isnull=False, turn__isnull=False,
                            published_at__isnull=False, published_by__isnull=False)
                | Q(~Q(state__in=EVER_PUBLISHED), number=None, turn=None, published_at=None, published_by=None),
                name="a_published_snapshot_has_its_number_and_publisher",
            ),
            models.CheckConstraint(
                condition=Q(state=S.WITHDRAWN, withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                | Q(~Q(state=S.WITHDRAWN), withdrawn_at=None, withdrawn_by=None),
                name="a_withdrawn_snapshot_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(because="", state__in=[S.WITHDRAWN, S.FAILED]),
                name="a_withdrawn_or_failed_snapshot_says_why",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["kind", "place", "period", "state"], name="snapshot_of_report")]

    def __str__(self) -> str:
        version = f", version {self.number}" if self.number else ""
        return f"{self.place}, {self.period}{version}"

    @property
    def worn_state(self) -> str:
        """The state whose colour its tag wears: a version that was replaced is past, not done well."""
        return "superseded" if self.state == S.CORRECTED else self.state

    @property
    def is_readable(self) -> bool:
        """Whether its figures are shown to whoever reads outcomes."""
        return self.state in READABLE

    @property
    def is_withdrawn(self) -> bool:
        return self.state == S.WITHDRAWN

    @property
    def is_working(self) -> bool:
        return self.state == S.WORKING

    @property
    def is_draft(self) -> bool:
        return self.state == S.DRAFTED

    @moves(S.WORKING, S.DRAFTED, permission=Permission.PUBLISH_OUTCOMES, who="the background", by_system=True,
           needs="every figure, controlled and judged")  # fmt: skip
    def work_out(self) -> None:
        """What it would say is frozen, and waits to be checked."""

    @moves(S.DRAFTED, S.PUBLISHED, permission=Permission.PUBLISH_OUTCOMES, who="a commissioner",
           needs="nothing that the guard against differencing forbids")  # fmt: skip
    def publish(self, *, by: Any, number: int, turn: int) -> None:
        """Open to everybody who reads outcomes, for good."""
        self.number, self.turn, self.published_by, self.published_at = number, turn, by, timezone.now()

    @moves(S.PUBLISHED, S.CORRECTED, permission=Permission.PUBLISH_OUTCOMES, who="a commissioner",
           needs="the correction, published at the same time")  # fmt: skip
    def correct(self) -> None:
        """A later version stands in its place; this one stays readable, and says so."""

    @moves(
        READABLE, S.WITHDRAWN, permission=Permission.PUBLISH_OUTCOMES, who="a commissioner", needs="reason"
    )
    def withdraw(self, *, by: Any, because: str) -> None:
        """It stays listed, and its figures are no longer shown."""
        self.withdrawn_by, self.withdrawn_at, self.because = by, timezone.now(), because

    @moves(IN_THE_MAKING, S.FAILED, permission=Permission.PUBLISH_OUTCOMES, who="a commissioner", by_system=True,
           needs="reason")  # fmt: skip
    def discard(self, *, because: str) -> None:
        """It could not be worked out, or somebody decided against it."""
        self.because = because


class SnapshotContent(models.Model):
    """What a snapshot holds: made once, never changed.

    report: the whole controlled report, frozen (`outcomes.freezing`), and its SHA-256. rows_hash: of the keys, versions
    and codes of the rows it rests on. definitions: the method texts as they stood. counted: the unrounded count behind
    every number told; only the guard against differencing reads it, and no page. withheld: what that guard took out.
    All are JSON in the order in which they were written.
    """

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="content")
    report = models.TextField()
    report_hash = models.CharField(max_length=64)
    rows_hash = models.CharField(max_length=64)
    definitions = models.TextField()
    counted = models.TextField()
    withheld = models.TextField(default="[]")

    def __str__(self) -> str:
        return f"content of {self.snapshot_id}"


class SnapshotFile(models.Model):
    """A file of a snapshot, byte for byte as it was made: the code that made it may move on."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=10)
    content_type = models.CharField(max_length=80)
    content = models.BinaryField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "format"], name="one_file_of_a_format"),
        ]

    def __str__(self) -> str:
        return f"{self.format} of {self.snapshot_id}"


class Suppression(models.Model):
    """One row of the log of disclosure control: where something was hidden and why, never how many were behind it.

    part: of the report; cell: the indicator, or what stands for it there; entries: which counts of it.
    """

    class Why(models.TextChoices):
        SMALL = "small", "Too few people"
        COMPLEMENTARY = "complementary", "Would give a small number away"
        DIFFERENCING = "differencing", "Would give a small number away beside another publication"

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="suppressions")
    part = models.CharField(max_length=60)
    cell = models.CharField(max_length=160)
    entries = models.CharField(max_length=500)
    why = models.CharField(max_length=20, choices=Why.choices)
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["snapshot", "why"], name="suppression_of_snapshot")]

    def __str__(self) -> str:
        return f"{self.cell}: {self.why}"


def _publication_stands() -> triggers.Trigger:
    """Once published, a snapshot never goes back to a draft, and neither number nor publisher changes."""
    said = "a published snapshot stays published"
    states = "'working', 'drafted', 'failed'"
    columns = ("number", "turn", "published_at", "published_by_id")

    def changed(differs: str) -> str:
        return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)

    return triggers.Trigger(
        name="outcomes_snapshot_stays_published",
        table="outcomes_snapshot",
        sqlite=(
            "CREATE TRIGGER outcomes_snapshot_stays_published BEFORE UPDATE ON outcomes_snapshot "
            f"WHEN OLD.published_at IS NOT NULL AND (NEW.state IN ({states}) OR {changed('IS NOT')}) "
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
        ),
        head="BEFORE UPDATE ON outcomes_snapshot FOR EACH ROW",
        body=(
            f"BEGIN IF OLD.published_at IS NOT NULL AND (NEW.state IN ({states}) OR "
            f"{changed('IS DISTINCT FROM')}) THEN RAISE EXCEPTION '{said}' USING ERRCODE = 'check_violation'; "
            "END IF; RETURN NEW; END"
        ),
    )


triggers.register(
    *triggers.append_only("outcomes_snapshot", columns=NEVER_CHANGED),
    *triggers.append_only("outcomes_snapshotcontent"),
    *triggers.append_only("outcomes_snapshotfile"),
    *triggers.append_only("outcomes_suppression"),
    _publication_stands(),
)
