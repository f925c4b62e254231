"""A published response put right, told beside what it said (decision 154)."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle import triggers
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import moves

from ..access import decides_correction
from ..rules import a_decided_correction_stands
from ..states import CorrectionState
from .scrutiny import Question

_DECIDED: dict[str, Any] = {
    "permission": Permission.KEEP_SCRUTINY,
    "who": "an officer of the partnership",
    "allows": decides_correction,
}


class Correction(Stateful):
    """How a published response should read: written by its partner, told beside it once somebody else approved it.

    because: why it is corrected, as everybody reads it. refused_because: why it was not published.
    """

    State = CorrectionState

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="corrections")
    response = models.TextField()
    because = models.CharField(max_length=1000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    state = StateField(default=CorrectionState.WRITTEN, choices=CorrectionState.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    refused_because = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CorrectionState.values), name="correction_state_known"),
            models.CheckConstraint(condition=~Q(response="") & ~Q(because=""), name="a_correction_says_what_and_why"),
            models.UniqueConstraint(
                fields=["question"], condition=Q(state=CorrectionState.WRITTEN), name="one_correction_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.WRITTEN, decided_by=None, decided_at=None)
                | Q(~Q(state=CorrectionState.WRITTEN), decided_by__isnull=False, decided_at__isnull=False),
                name="a_correction_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("written_by")),
                name="nobody_decides_their_own_correction",
            ),
            models.CheckConstraint(
                condition=(Q(state=CorrectionState.REFUSED) & ~Q(refused_because=""))
                | Q(~Q(state=CorrectionState.REFUSED), refused_because=""),
                name="a_refused_correction_says_why",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Correction of {str(self.question).lower()}"

    @moves(CorrectionState.WRITTEN, CorrectionState.PUBLISHED, **_DECIDED,
           needs="not the one who wrote it")  # fmt: skip
    def publish(self, *, by: Any) -> None:
        """It stands in the place of the response; what stood there before stays to be read."""
        self.decided_by, self.decided_at = by, timezone.now()

    @moves(
        CorrectionState.WRITTEN,
        CorrectionState.REFUSED,
        **_DECIDED,
        needs="reason",
    )
    def refuse(self, *, by: Any, because: str) -> None:
        """The response stands as it was."""
        self.decided_by, self.decided_at, self.refused_because = by, timezone.now(), because


triggers.register(*a_decided_correction_stands())
