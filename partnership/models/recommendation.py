"""What the committee recommends, followed up to its end (Police and Justice Act 2006, section 19)."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle import triggers
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import SAME, moves

from ..access import answers_recommendation, keeps_scrutiny
from ..querysets.scrutiny import RecommendationQuerySet
from ..states import OPEN_RECOMMENDATION, UNANSWERED, RecommendationState
from .partner import Partner
from .scrutiny import Meeting

_KEPT: dict[str, Any] = {
    "permission": Permission.KEEP_SCRUTINY,
    "who": "an officer of the partnership",
    "allows": keeps_scrutiny,
}


class Recommendation(Stateful):
    """What the committee recommends to a partner, followed up until it is carried out or given up.

    answer: why it was rejected, which ends it, or how it will be carried out. outcome: what became of it, or why it was
    withdrawn before it was answered.
    """

    State = RecommendationState

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="recommendations")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="recommendations")
    text = models.TextField()
    due_on = models.DateField()
    state = StateField(default=RecommendationState.MADE, choices=RecommendationState.choices)
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=1000, blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RecommendationState.values), name="recommendation_state_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_recommendation_says_something"),
            models.CheckConstraint(
                condition=Q(state__in=UNANSWERED, answered_by=None, answered_at=None, answer="")
                | (Q(~Q(state__in=UNANSWERED), answered_by__isnull=False, answered_at__isnull=False)
                   & ~Q(answer="")),
                name="a_recommendation_is_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_RECOMMENDATION, closed_on=None, outcome="")
                | Q(state=RecommendationState.REJECTED, closed_on__isnull=False, outcome="")
                | (Q(state__in=[RecommendationState.CARRIED_OUT, RecommendationState.GIVEN_UP,
                                RecommendationState.WITHDRAWN], closed_on__isnull=False) & ~Q(outcome="")),
                name="a_recommendation_is_followed_up_to_its_outcome",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text[:80]

    @moves(RecommendationState.MADE, (RecommendationState.ACCEPTED, RecommendationState.REJECTED),
           permission=Permission.ANSWER_QUESTION, who="a user of the partner", allows=answers_recommendation,
           needs="how it will be carried out, or why not")  # fmt: skip
    def answer_it(self, *, by: Any, as_: str, answer: str) -> str:
        """The partner says whether it will do it."""
        self.answer, self.answered_by, self.answered_at = answer, by, timezone.now()
        self.closed_on = today() if as_ == RecommendationState.REJECTED else None
        return as_

    @moves(RecommendationState.MADE, RecommendationState.WITHDRAWN, **_KEPT,
           needs="reason; no published pack that tells it")  # fmt: skip
    def withdraw(self, *, because: str, on: Any) -> None:
        """It was entered by mistake."""
        self.outcome, self.closed_on = because, on

    @moves(RecommendationState.ACCEPTED, SAME, permission=Permission.ANSWER_QUESTION, who="a user of the partner",
           allows=answers_recommendation, needs="what was done")  # fmt: skip
    def follow_up(self) -> None:
        """How far it is, told in words."""

    @moves(RecommendationState.ACCEPTED, (RecommendationState.CARRIED_OUT, RecommendationState.GIVEN_UP), **_KEPT,
           needs="what became of it")  # fmt: skip
    def close(self, *, as_: str, outcome: str, on: Any) -> str:
        """The committee has seen what became of it."""
        self.outcome, self.closed_on = outcome, on
        return as_


class FollowUp(models.Model):
    """One report of how far a recommendation is, never changed."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="follow_ups")
    words = models.CharField(max_length=1000)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-reported_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_follow_up_says_something")]

    def __str__(self) -> str:
        return self.words


triggers.register(*triggers.append_only("partnership_followup"))
