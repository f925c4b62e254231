"""Meetings, questions and recommendations, by who reads them."""

import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from foundation.accounts.roles import Permission

from ..states import (
    OPEN_RECOMMENDATION,
    PUBLIC_QUESTION,
    WAITING_FOR_RESPONSE,
    CorrectionState,
    QuestionState,
    RecommendationState,
)
from .plans import partnerships_of


class MeetingQuerySet(models.QuerySet):
    """Meetings of scrutiny committees."""

    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Those of the partnerships one works in; for officers those too that were withdrawn."""
        found = self.filter(partnership__in=partnerships_of(user))
        return found if user.may(Permission.KEEP_SCRUTINY) else found.standing()

    def standing(self) -> "MeetingQuerySet":
        """Not withdrawn."""
        return self.filter(withdrawn_on=None)

    def with_attendance(self) -> "MeetingQuerySet":
        return self.select_related("partnership").prefetch_related("attendance__partner")

    def held_by(self, day: datetime.date) -> "MeetingQuerySet":
        return self.filter(held_on__lte=day)


class QuestionQuerySet(models.QuerySet):
    """Questions to partners."""

    def visible_to(self, user: Any) -> "QuestionQuerySet":
        """What is published; and for officers all, for a partner what it was asked, for a member their own."""
        partnerships = partnerships_of(user)
        found = self.filter(partnership__in=partnerships)
        if user.may(Permission.KEEP_SCRUTINY):
            return found
        mine = Q(state__in=PUBLIC_QUESTION)
        if user.may(Permission.ANSWER_QUESTION):
            mine |= Q(partner__team__in=user.team_ids)
        if user.may(Permission.ASK_QUESTION):
            mine |= Q(asked_by=user)
        return found.filter(mine)

    def published(self) -> "QuestionQuerySet":
        return self.filter(state=QuestionState.PUBLISHED)

    def ever_published(self) -> "QuestionQuerySet":
        """Those too whose response was withdrawn since."""
        return self.filter(state__in=PUBLIC_QUESTION)

    def with_corrections(self) -> "QuestionQuerySet":
        return self.prefetch_related("corrections")

    def waiting(self) -> "QuestionQuerySet":
        """For a response."""
        return self.filter(state__in=WAITING_FOR_RESPONSE)

    def late_on(self, day: datetime.date) -> "QuestionQuerySet":
        return self.waiting().filter(due_on__lt=day)

    def to_approve_or_late(self, day: datetime.date) -> "QuestionQuerySet":
        """Responses and corrections that wait to be approved or published, and responses that should be written by the
        day.
        """
        late = Q(state__in=WAITING_FOR_RESPONSE, due_on__lt=day)
        written = apps.get_model("partnership", "Correction").objects.filter(state=CorrectionState.WRITTEN)
        waits = Q(state__in=[QuestionState.ANSWERED, QuestionState.APPROVED]) | Q(
            pk__in=written.values("question")
        )
        return self.filter(late | waits)

    def fitting(
        self, *, state: str = "", partner: Any = None, late_by: datetime.date | None = None
    ) -> "QuestionQuerySet":
        """Those of a filter; late_by: only those that wait for a response and were due before the day."""
        found = self.filter(state=state) if state else self
        found = found.filter(partner=partner) if partner else found
        return found.late_on(late_by) if late_by else found

    def with_those_named(self) -> "QuestionQuerySet":
        return self.select_related(
            "partner", "meeting", "partnership", "asked_by", "answered_by", "approved_by"
        )


class RecommendationQuerySet(models.QuerySet):
    """Recommendations of scrutiny committees."""

    def visible_to(self, user: Any) -> "RecommendationQuerySet":
        """Made in public: everybody who works in the partnership reads them."""
        return self.filter(meeting__partnership__in=partnerships_of(user))

    def fitting(self, *, state: str = "", partner: Any = None) -> "RecommendationQuerySet":
        found = self.filter(state=state) if state else self
        return found.filter(partner=partner) if partner else found

    def not_withdrawn(self) -> "RecommendationQuerySet":
        return self.exclude(state=RecommendationState.WITHDRAWN)

    def still_open(self) -> "RecommendationQuerySet":
        return self.filter(state__in=OPEN_RECOMMENDATION)

    def late_on(self, day: datetime.date) -> "RecommendationQuerySet":
        return self.still_open().filter(due_on__lt=day)

    def with_those_named(self) -> "RecommendationQuerySet":
        return self.select_related("partner", "meeting__partnership")
