"""Scrutiny: meetings, questions with written responses, recommendations (Police and Justice Act 2006, section 19)."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle import triggers
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import SAME, moves

from ..access import (
    answers_question,
    answers_recommendation,
    approves_response,
    keeps_scrutiny,
    takes_question_back,
)
from ..querysets.scrutiny import MeetingQuerySet, QuestionQuerySet, RecommendationQuerySet
from ..rules import a_published_response_stands
from ..states import (
    OPEN_RECOMMENDATION,
    WITH_RESPONSE,
    QuestionState,
    RecommendationState,
)
from .partner import Partner, Partnership

_KEPT: dict[str, Any] = {
    "permission": Permission.KEEP_SCRUTINY,
    "who": "an officer of the partnership",
    "allows": keeps_scrutiny,
}


class Meeting(models.Model):
    """A meeting of the scrutiny committee about the partnership."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=120)
    held_on = models.DateField()
    minutes = models.CharField("where the minutes are", max_length=300, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "held_on", "title"], name="one_meeting_of_a_day"),
            models.CheckConstraint(condition=~Q(title=""), name="a_meeting_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class MeetingAttendance(models.Model):
    """Whether somebody came to a meeting for a partner, and who by post, never by name; or why nobody did."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    attended = models.BooleanField()
    who = models.CharField("who came, by post", max_length=160, blank=True)
    apology = models.CharField("why nobody came", max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "attendance"
        ordering = ["meeting", "partner__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "partner"], name="one_attendance_of_a_partner"),
            models.CheckConstraint(
                condition=(Q(attended=True, apology="") & ~Q(who="")) | Q(attended=False, who=""),
                name="who_attended_is_named_by_post",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} at {self.meeting_id}"


class Question(Stateful):
    """A question that a member asks a partner, and the partner's written response, due on `due_on`.

    number: counted within the partnership. asked_by: who entered it; asked_for: the member or committee that asks, as
    it is published. because: why a response was sent back, or the question withdrawn.
    """

    State = QuestionState

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="questions")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="questions"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_for = models.CharField("who asks", max_length=120)
    asked_on = models.DateField()
    text = models.TextField()
    due_on = models.DateField()
    state = StateField(default=QuestionState.ASKED, choices=QuestionState.choices)
    response = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=1000, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="one_question_of_a_number"),
            models.CheckConstraint(condition=Q(state__in=QuestionState.values), name="question_state_known"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(asked_for=""), name="a_question_asks_something"),
            models.CheckConstraint(
                condition=(Q(state__in=WITH_RESPONSE, answered_by__isnull=False, answered_at__isnull=False)
                           & ~Q(response=""))
                | Q(~Q(state__in=WITH_RESPONSE), answered_by=None, answered_at=None),
                name="a_response_is_written_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[QuestionState.APPROVED, QuestionState.PUBLISHED],
                            approved_by__isnull=False, approved_at__isnull=False)
                | Q(~Q(state__in=[QuestionState.APPROVED, QuestionState.PUBLISHED]), approved_by=None,
                    approved_at=None),
                name="a_published_response_was_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("answered_by")),
                name="nobody_approves_their_own_response",
            ),
            models.CheckConstraint(
                condition=Q(state=QuestionState.PUBLISHED, published_at__isnull=False)
                | Q(~Q(state=QuestionState.PUBLISHED), published_at=None),
                name="a_published_response_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=QuestionState.WITHDRAWN, because=""), name="a_withdrawn_question_says_why"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["partner", "state", "due_on"], name="question_of_partner")]

    def __str__(self) -> str:
        return f"Question {self.number}"

    @moves(QuestionState.ASKED, QuestionState.ANSWERED, permission=Permission.ANSWER_QUESTION,
           who="a user of the partner that was asked", allows=answers_question, needs="a written response")  # fmt: skip
    def answer(self, *, by: Any, response: str) -> None:
        """The partner's written response; an officer reads it before it is published."""
        self.response, self.answered_by, self.answered_at, self.because = response, by, timezone.now(), ""

    @moves(QuestionState.ANSWERED, QuestionState.ASKED, **_KEPT, needs="reason")
    def send_back(self, *, because: str) -> None:
        """It does not answer what was asked; the clock goes on as it was."""
        self.answered_by = self.answered_at = None
        self.because = because

    @moves(QuestionState.ANSWERED, QuestionState.APPROVED, **_KEPT | {"allows": approves_response},
           needs="not the one who wrote it")  # fmt: skip
    def approve(self, *, by: Any) -> None:
        """It may be published as it stands."""
        self.approved_by, self.approved_at = by, timezone.now()

    @moves(QuestionState.APPROVED, QuestionState.PUBLISHED, **_KEPT, needs="an approved response")
    def publish(self) -> None:
        """Question and response are open to everybody, for good."""
        self.published_at = timezone.now()

    @moves(QuestionState.ASKED, QuestionState.WITHDRAWN, permission=Permission.ASK_QUESTION,
           who="whoever asked it", allows=takes_question_back, needs="reason")  # fmt: skip
    def withdraw(self, *, because: str) -> None:
        """No response is wanted any more."""
        self.because = because


class Recommendation(Stateful):
    """What the committee recommends to a partner, followed up until it is carried out or given up.

    answer: why it was rejected, or how it will be carried out. outcome: what became of it.
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
                condition=Q(state=RecommendationState.MADE, answered_by=None, answered_at=None, answer="")
                | (Q(~Q(state=RecommendationState.MADE), answered_by__isnull=False, answered_at__isnull=False)
                   & ~Q(answer="")),
                name="a_recommendation_is_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*OPEN_RECOMMENDATION, RecommendationState.REJECTED], closed_on=None, outcome="")
                | (Q(state__in=[RecommendationState.CARRIED_OUT, RecommendationState.GIVEN_UP],
                     closed_on__isnull=False) & ~Q(outcome="")),
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
        return as_

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


triggers.register(*triggers.append_only("partnership_followup"), *a_published_response_stands())
