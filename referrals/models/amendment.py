"""What was changed in a referral after it was submitted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ..states import NeedKind

NEED = "need_"  # before the kind of need, in the name of what was changed
ANSWERS = {
    "source": "Source",
    "source_comment": "Comment on the source",
    "about": "Anything else the hub should know",
    "risk_not_yet_available": "Risk information",
}
AMENDED = ANSWERS | {f"{NEED}{kind.value}": f"Need: {str(kind.label).lower()}" for kind in NeedKind}


class Amendment(models.Model):
    """One answer changed after submission: before, after, who and why (domain: Referral, amending).

    `before` and `after` are the words of the page, "" for nothing. They stand here and not in the event log, which
    outlives what was written about a person. `version` is the referral's that the change led to.
    """

    referral = models.ForeignKey("referrals.Referral", on_delete=models.CASCADE, related_name="amendments")
    what = models.CharField(max_length=40, choices=AMENDED)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.CharField(max_length=500)
    version = models.PositiveIntegerField()
    amended_at = models.DateTimeField(default=timezone.now, editable=False)
    amended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-amended_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(before=F("after")), name="an_amendment_changes_something"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_amendment_has_its_reason"),
            models.UniqueConstraint(
                fields=["referral", "version", "what"], name="one_amendment_of_an_answer_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {self.amended_at:%Y-%m-%d}"
