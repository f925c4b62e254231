"""Reading handovers: by the side that sent them, and by the service they went to."""

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Count, OuterRef, Q, Subquery, TextField, When
from django.db.models.functions import Cast

from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle.models import RunningClock
from people.models import Person

from ..handovers.clocks import BY_RELEASE
from ..handovers.sharing import RELEASE
from ..handovers.states import ENDED, OPEN
from ..handovers.states import HandoverState as H

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

    def new(self) -> "HandoverQuerySet":
        """Not received yet."""
        return self.filter(state=H.SENT)

    def to_book(self) -> "HandoverQuerySet":
        """Received without an appointment, or missed."""
        return self.filter(state__in=(H.RECEIVED, H.DID_NOT_ATTEND))

    def expected_by(self, day: datetime.date) -> "HandoverQuerySet":
        """Whoever has an appointment on the day or had one before it, and nobody has said whether they came."""
        return self.filter(state=H.BOOKED, appointment_at__date__lte=day).order_by("appointment_at", "pk")

    def expected_after(self, day: datetime.date) -> "HandoverQuerySet":
        """Whoever has an appointment after the day, the next one first."""
        return self.filter(state=H.BOOKED, appointment_at__date__gt=day).order_by("appointment_at", "pk")

    def attended(self) -> "HandoverQuerySet":
        return self.filter(state=H.ATTENDED)

    def ended(self) -> "HandoverQuerySet":
        return self.filter(state__in=ENDED)

    def overdue_on(self, day: datetime.date) -> "HandoverQuerySet":
        """After with_due_told: something that was asked of the service was due before the day."""
        return self.filter(due_on__lt=day).order_by("due_on", "pk")

    def oldest_first(self) -> "HandoverQuerySet":
        return self.order_by("sent_at", "pk")

    def counted(self, day: datetime.date) -> dict[str, int]:
        """After with_due_told: how many stand on each tab of the service's queue, in one query."""
        booked = Q(state=H.BOOKED)
        tabs = {
            "new": Q(state=H.SENT), "to_book": Q(state__in=(H.RECEIVED, H.DID_NOT_ATTEND)),
            "today": booked & Q(appointment_at__date__lte=day), "booked": booked & Q(appointment_at__date__gt=day),
            "with_us": Q(state=H.ATTENDED), "overdue": Q(due_on__lt=day),
        }  # fmt: skip
        return self.order_by().aggregate(
            **{name: Count("pk", filter=wanted) for name, wanted in tabs.items()}
        )

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
        return self.annotate(due_on=self._soonest(self._asked()))

    def with_due_told(self) -> "HandoverQuerySet":
        """As with_due, for the service: what falls due by a release is told only where the release is shared."""
        others = self._asked().exclude(clock__in=[clock.name for clock in BY_RELEASE])
        shares = When(shared_slugs__contains=f'"{RELEASE}"', then=self._soonest(self._asked()))
        told = self.annotate(shared_slugs=Cast("involvement__fields", TextField()))
        return told.annotate(due_on=Case(shares, default=self._soonest(others)))

    def _asked(self) -> models.QuerySet:
        runs = RunningClock.objects.running()
        return runs.filter(subject_type=self.model._meta.label_lower, subject_id=OuterRef("pk"))

    @staticmethod
    def _soonest(asked: models.QuerySet) -> Subquery:
        return Subquery(asked.order_by("due_on").values("due_on")[:1])
