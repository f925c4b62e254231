"""Why the figures of a published report differ from those of the one before, worked out when it was published."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.lifecycle import triggers


class Move(models.Model):
    """The change from one snapshot to the next, divided; kept, since records may be corrected or erased later.

    told: JSON, the parts of every figure that may be shown (`outcomes.moved.kept`). Made once, never changed.
    """

    later = models.OneToOneField("outcomes.Snapshot", on_delete=models.PROTECT, related_name="move")
    earlier = models.ForeignKey("outcomes.Snapshot", on_delete=models.PROTECT, related_name="+")
    told = models.TextField()
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(later=F("earlier")), name="a_move_is_between_two_snapshots"),
        ]

    def __str__(self) -> str:
        return f"from {self.earlier_id} to {self.later_id}"


triggers.register(*triggers.append_only("outcomes_move"))
