"""Scrutiny: meetings, and questions with written responses (Police and Justice Act 2006, section 19)."""

import datetime
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
    approves_response,
    keeps_scrutiny,
    takes_question_back,
)
from ..clocks import RESPONSE_DAYS
from ..querysets.scrutiny import MeetingQuerySet, QuestionQuerySet
from ..rules import a_published_response_stands
from ..states import (
    PUBLIC_QUESTION,
    WITH_RESPONSE,
    CorrectionState,
    QuestionState,
)
from .partner import Partner, Partnership

_KEPT: dict[str, Any] = {
    "permission": Permission.KEEP_SCRUTINY,
    "who": "an officer of the partnership",
    "allows": keeps_scrutiny,
}


class Meeting(models.Model):
    """A meeting of the scrutiny committee about the partnership. withdrawn_on, because: of one recorded by mistake."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=120)
    held_on = models.DateField()
    minutes = models.CharField("where the minutes are", max_length=300, blank=True)
    withdrawn_on = models.DateField(null=True)
    because = models.CharField("why it was withdrawn", max_length=1000, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "held_on", "title"],
                condition=Q(withdrawn_on=None),
                name="one_meeting_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, because="") | (Q(withdrawn_on__isnull=False) & ~Q(because="")),
                name="a_withdrawn_meeting_says_why",
            ),
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
    it is published. because: why a response was sent back, or the question or its published response withdrawn. What
    was published stays as it was; a `Correction` is told beside it.
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
    retracted_at = models.DateTimeField(null=True)
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
                condition=Q(state__in=[QuestionState.APPROVED, *PUBLIC_QUESTION],
                            approved_by__isnull=False, approved_at__isnull=False)
                | Q(~Q(state__in=[QuestionState.APPROVED, *PUBLIC_QUESTION]), approved_by=None,
                    approved_at=None),
                name="a_published_response_was_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("answered_by")),
                name="nobody_approves_their_own_response",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PUBLIC_QUESTION, published_at__isnull=False)
                | Q(~Q(state__in=PUBLIC_QUESTION), published_at=None),
                name="a_published_response_has_its_time",
            ),
            models.CheckConstraint(
                condition=(Q(state=QuestionState.RETRACTED, retracted_at__isnull=False) & ~Q(because=""))
                | Q(~Q(state=QuestionState.RETRACTED), retracted_at=None),
                name="a_response_taken_back_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=QuestionState.WITHDRAWN, because=""), name="a_withdrawn_question_says_why"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["partner", "state", "due_on"], name="question_of_partner")]

    def __str__(self) -> str:
        return f"Question {self.number}"

    @property
    def put_on(self) -> datetime.date:
        """The day on which it was put to the partner: the clock runs from there (decision 150)."""
        return self.due_on - datetime.timedelta(days=RESPONSE_DAYS)

    @property
    def told(self) -> "list[Any]":
        """Its published corrections, the first published first."""
        return [each for each in self.corrections.all() if each.state == CorrectionState.PUBLISHED]

    @property
    def standing_response(self) -> str:
        """The response as it reads today: with its last published correction."""
        return self.told[-1].response if self.told else self.response

    @property
    def former_responses(self) -> list[tuple[str, Any]]:
        """What stood there before, each with the correction that took its place, the first first."""
        texts = [self.response, *(each.response for each in self.told)]
        return list(zip(texts, self.told, strict=False))

    @moves(QuestionState.ASKED, QuestionState.ANSWERED, permission=Permission.ANSWER_QUESTION,
           who="a user of the partner that was asked", allows=answers_question, needs="a written response")  # fmt: skip
    def answer(self, *, by: Any, response: str) -> None:
        """The partner's written response; an officer reads it before it is published."""
        self.response, self.answered_by, self.answered_at, self.because = response, by, timezone.now(), ""

    @moves((QuestionState.ANSWERED, QuestionState.APPROVED), QuestionState.ASKED, **_KEPT, needs="reason")
    def send_back(self, *, because: str) -> None:
        """It does not answer what was asked, or approving it was too early; the clock goes on as it was."""
        self.answered_by = self.answered_at = self.approved_by = self.approved_at = None
        self.because = because

    @moves(QuestionState.ANSWERED, QuestionState.APPROVED, **_KEPT | {"allows": approves_response},
           needs="not the one who wrote it")  # fmt: skip
    def approve(self, *, by: Any) -> None:
        """It may be published as it stands."""
        self.approved_by, self.approved_at = by, timezone.now()

    @moves(QuestionState.APPROVED, QuestionState.PUBLISHED, **_KEPT, needs="an approved response")
    def publish(self) -> None:
        """Question and response are open to everybody."""
        self.published_at = timezone.now()

    @moves(QuestionState.PUBLISHED, SAME, permission=Permission.ANSWER_QUESTION,
           who="a user of the partner that was asked", allows=answers_question, needs="the response as it should read, "
           "and why")  # fmt: skip
    def correct(self) -> None:
        """A correction is written; the response stands as it was until somebody else approves it."""

    @moves(QuestionState.PUBLISHED, QuestionState.RETRACTED, **_KEPT, needs="reason")
    def retract(self, *, because: str) -> None:
        """The response is no longer shown; everybody reads that it was withdrawn, and why."""
        self.retracted_at, self.because = timezone.now(), because

    @moves(QuestionState.ASKED, QuestionState.WITHDRAWN, permission=Permission.ASK_QUESTION,
           who="whoever asked it; an officer, once they are here no longer", allows=takes_question_back,
           needs="reason")  # fmt: skip
    def withdraw(self, *, because: str) -> None:
        """No response is wanted any more."""
        self.because = because


triggers.register(*a_published_response_stands())
