"""Reading what runs and the lists of reasons."""

import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from foundation.accounts.models import User


class RunningClockQuerySet(QuerySet):
    """Clocks. Whom a person's record is hidden from is asked by the storeys above, which know people."""

    def falling_to(self, user: "User") -> "RunningClockQuerySet":
        """On this user, or on a team of theirs."""
        return self.filter(Q(user=user) | Q(team__in=user.team_ids))

    def running(self) -> "RunningClockQuerySet":
        """Neither stopped nor standing still."""
        return self.filter(stopped_at=None, paused_on=None)

    def paused(self) -> "RunningClockQuerySet":
        return self.filter(stopped_at=None, paused_on__isnull=False)

    def due_by(self, day: datetime.date) -> "RunningClockQuerySet":
        """Running, and due on the day or before it."""
        return self.running().filter(due_on__lte=day)

    def of(self, subject) -> "RunningClockQuerySet":
        """Of one row, running and stopped."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


def reasons(list_name: str) -> QuerySet:
    """The entries of a list that can still be chosen, in their order."""
    return apps.get_model("lifecycle", "Reason").objects.filter(list=list_name, retired_at=None)
