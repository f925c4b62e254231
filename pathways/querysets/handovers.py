"""Reading handovers: by the side that sent them, and by the service they went to."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle.models import RunningClock
from people.models import Person

from ..handovers.states import OPEN

if TYPE_CHECKING:
    from foundation.accounts.models import User


class HandoverQuerySet(models.QuerySet):
    """Handovers. Every page starts from `visible_to`, whichever side reads it."""

    def visible_to(self, user: "User") -> "HandoverQuerySet":
        """What went to the user's service, while it is open; for the side that sends, those of people they may see.

        A service sees nothing after the handover ends: it is asked of the involvement that it opened.
        """
        if user.may(Permission.ANSWER_HANDOVER):
            return self._handed_to(user)
        if not user.may(Permission.SEND_HANDOVER):
            return self.none()
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))

    def _handed_to(self, user: "User") -> "HandoverQuerySet":
        involved = Q(involvement__since__lte=today()) & (
            Q(involvement__until=None) | Q(involvement__until__gt=today())
        )
        return self.open().filter(
            involved,
            service__team__in=user.team_ids,
            involvement__team__in=user.team_ids,
            person__in=Person.objects.not_hidden_from(user).values("pk"),
        )

    def open(self) -> "HandoverQuerySet":
        return self.filter(state__in=OPEN)

    def of_teams_of(self, user: "User") -> "HandoverQuerySet":
        """Sent by a team of the user's."""
        return self.filter(team__in=user.team_ids)

    def about(self, person: Person) -> "HandoverQuerySet":
        return self.filter(person=person)

    def of_kind(self, kind: str) -> "HandoverQuerySet":
        return self.filter(service__kind=kind)

    def latest_first(self) -> "HandoverQuerySet":
        return self.order_by("-sent_at", "-pk")

    def with_those_named(self) -> "HandoverQuerySet":
        """Everything a line about a handover says, in one query."""
        return self.select_related("person", "service__team", "team", "sent_by", "involvement", "spell")

    def with_due(self) -> "HandoverQuerySet":
        """`due_on`: the soonest day by which something is asked of the service."""
        asked = RunningClock.objects.running().filter(
            subject_type=self.model._meta.label_lower, subject_id=OuterRef("pk")
        )
        return self.annotate(due_on=Subquery(asked.order_by("due_on").values("due_on")[:1]))
