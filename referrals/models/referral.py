"""The referral and its needs; its machine is in `machine.py`."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact
from foundation.lifecycle.fields import StateField
from hubs.models import Hub

from ..querysets import ReferralQuerySet
from ..states import CLOSED, HOLDABLE, LIVE, NeedKind
from ..states import ReferralState as S
from .machine import ReferralMachine

HELD_FROM = [(state.value, state.label) for state in HOLDABLE]


class ReferralSource(models.Model):
    """Who refers (`referral_sources.csv`)."""

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20)
    comment_required = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Referral(Fact, ReferralMachine):
    """One person referred to one hub.

    `decided_at` is the first of: accepted, declined. `decision_due_on` is stored by the decision clock (5 working days
    from submission), and empty while that clock stands still, so that "in time" is one comparison. `area` is not kept:
    figures take the person's area on the index date. `first_decided_at` and `first_due_on` are set when a refusal is
    reconsidered, since the first decision is the one that was in time or late (outcomes: F1). While it is on hold
    `reason` and `explanation` say why, and `held_from` where it returns to.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="referrals")
    hub = models.ForeignKey(
        "hubs.Hub", null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    source = models.ForeignKey(
        ReferralSource, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source_comment = models.CharField(max_length=300, blank=True)
    referrer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="referrals_written"
    )
    team = models.ForeignKey("accounts.Team", null=True, on_delete=models.PROTECT, related_name="+")
    risk_not_yet_available = models.BooleanField(default=False)
    about = models.TextField("anything else the hub should know", blank=True)

    state = StateField(default=S.DRAFT, choices=S.choices)
    drafted_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    waiting_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.CharField(
        max_length=10, choices=ReferralMachine.Decision.choices, blank=True, editable=False
    )
    decision_due_on = models.DateField(null=True, editable=False)
    key_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.ForeignKey("lifecycle.Reason", null=True, on_delete=models.PROTECT, related_name="+")
    explanation = models.TextField(blank=True)
    signposting = models.TextField("where to go instead", blank=True)
    waiting_because = models.CharField("why it waits", max_length=300, blank=True)
    place_expected_on = models.DateField(null=True, blank=True)
    reconsidered_at = models.DateTimeField(null=True, editable=False)
    first_decided_at = models.DateTimeField(null=True, editable=False)
    first_due_on = models.DateField(null=True, editable=False)
    held_from = models.CharField(max_length=30, choices=HELD_FROM, blank=True, editable=False)
    what_next = models.TextField("what happens next", blank=True)
    started_on = models.DateField(null=True, editable=False)
    ended_on = models.DateField(null=True, editable=False)

    objects = CurrentManager.from_queryset(ReferralQuerySet)()

    class Meta:
        ordering = ["-drafted_at", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_referral_of_a_uuid"),
            models.UniqueConstraint(
                fields=["reference"], condition=CURRENT, name="one_referral_of_a_reference"
            ),
            models.UniqueConstraint(
                fields=["person", "hub"], condition=CURRENT & Q(state__in=LIVE), name="one_open_referral"
            ),
            models.UniqueConstraint(
                fields=["person", "referrer"],
                condition=CURRENT & Q(state=S.DRAFT),
                name="one_draft_of_a_referrer",
            ),
            models.CheckConstraint(condition=Q(state__in=S.values), name="referral_state_known"),
            models.CheckConstraint(
                condition=Q(state=S.DRAFT) | Q(submitted_at__isnull=False, hub__isnull=False),
                name="only_a_draft_is_unsubmitted",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="decision_and_its_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(state__in=CLOSED), name="only_a_closed_referral_has_ended"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[S.COMPLETED, S.ENDED_EARLY, S.WITHDRAWN]) | Q(ended_on__isnull=False),
                name="an_ended_referral_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[S.DECLINED, S.ENDED_EARLY, S.WITHDRAWN])
                | Q(reason__isnull=False)
                | Q(explanation__gt=""),
                name="a_refused_referral_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=S.ON_HOLD, held_from__in=HOLDABLE)
                | (~Q(state=S.ON_HOLD) & Q(held_from="")),
                name="on_hold_knows_where_from",
            ),
            models.CheckConstraint(
                condition=Q(reconsidered_at=None, first_decided_at=None)
                | Q(reconsidered_at__isnull=False, first_decided_at__isnull=False),
                name="reconsidered_keeps_the_first_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.STARTED) | Q(started_on__isnull=False),
                name="a_started_referral_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["hub", "state", "submitted_at"], name="referral_queue"),
            models.Index(fields=["referrer", "state"], name="referral_of_referrer"),
            models.Index(fields=["team", "state"], name="referral_of_team"),
            models.Index(fields=["submitted_at", "superseded_at"], name="referral_by_submission"),
            models.Index(fields=["decided_at", "decision", "superseded_at"], name="referral_by_decision"),
            models.Index(fields=["person", "submitted_at", "superseded_at"], name="referral_of_person"),
            models.Index(fields=["version_of", "superseded_at"], name="referral_versions"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def receiving_hub(self) -> Hub:
        """The hub it is sent to. Raises ValueError for a draft that names none yet."""
        if self.hub is None:
            raise ValueError(f"{self.reference} names no hub yet")
        return self.hub


class Need(Fact):
    """One need named in a referral, in the referrer's words; `outcome` is said when support is completed.

    An outcome counts 1, 0.5 or 0 (domain: Referral, complete).
    """

    class Outcome(models.TextChoices):
        ACHIEVED = "achieved", "Achieved"
        PARTLY = "partly", "Partly achieved"
        NOT_ACHIEVED = "not_achieved", "Not achieved"

    WORTH: ClassVar[dict[str, float]] = {Outcome.ACHIEVED: 1, Outcome.PARTLY: 0.5, Outcome.NOT_ACHIEVED: 0}

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="needs")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=NeedKind.choices)
    detail = models.CharField("what is needed", max_length=500, blank=True)
    in_place = models.CharField("in place today", max_length=500, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    dropped_at = models.DateTimeField(null=True, editable=False)

    objects = CurrentManager()

    class Meta:
        ordering = ["id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "kind"], condition=CURRENT, name="one_need_of_a_kind"
            ),
            models.CheckConstraint(condition=Q(kind__in=NeedKind.values), name="need_kind_known"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def worth(self) -> float:
        """What its outcome counts. Raises KeyError before one is said."""
        return self.WORTH[self.outcome]
