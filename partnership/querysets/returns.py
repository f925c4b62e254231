"""Returns and improvement actions, by who writes and who reads them."""

import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from ..states import OPEN_ACTION, WITH_PARTNER, ReturnState


def partners_seen_by(user: Any) -> models.QuerySet:
    """Those the user writes for; for an officer, all of the partnership."""
    partners = apps.get_model("partnership", "Partner").objects
    own = partners.written_for_by(user)
    officers = apps.get_model("partnership", "Partnership").objects.kept_by(user)
    return partners.filter(models.Q(pk__in=own.values("pk")) | models.Q(partnership__in=officers))


class ReturnQuerySet(models.QuerySet):
    """Quarterly returns."""

    def visible_to(self, user: Any) -> "ReturnQuerySet":
        """A partner's own, and all of the partnership for its officers."""
        return self.filter(partner__in=partners_seen_by(user))

    def with_partner(self) -> "ReturnQuerySet":
        return self.select_related("partner__partnership__team", "partner__team", "plan__partnership")

    def waiting_for_partner(self) -> "ReturnQuerySet":
        """Open, or sent back."""
        return self.filter(state__in=WITH_PARTNER)

    def late_on(self, day: datetime.date) -> "ReturnQuerySet":
        return self.waiting_for_partner().filter(due_on__lt=day)

    def of_period_or_left_from_before(self, label: str) -> "ReturnQuerySet":
        """Of a quarter, and of earlier ones those that are with the partner, or submitted and not accepted yet. The
        labels of quarters stand in the order of their days.
        """
        left = models.Q(period__lt=label, state__in=[*WITH_PARTNER, ReturnState.SUBMITTED])
        return self.filter(models.Q(period=label) | left)


class ActionQuerySet(models.QuerySet):
    """Improvement actions."""

    def visible_to(self, user: Any) -> "ActionQuerySet":
        """Those of the partnerships one works in: partners read each other's actions."""
        plans = apps.get_model("partnership", "Plan").objects.visible_to(user)
        return self.filter(measure__priority__plan__in=plans)

    def still_open(self) -> "ActionQuerySet":
        return self.filter(state__in=OPEN_ACTION)

    def not_closed_before(self, day: datetime.date) -> "ActionQuerySet":
        """Still open, or closed on the day or later."""
        return self.filter(models.Q(closed_on=None) | models.Q(closed_on__gte=day))

    def overdue_on(self, day: datetime.date) -> "ActionQuerySet":
        return self.still_open().filter(due_on__lt=day)

    def written_by(self, user: Any) -> "ActionQuerySet":
        """Those of the partners the user writes for."""
        partners = apps.get_model("partnership", "Partner").objects.written_for_by(user)
        return self.filter(partner__in=partners)

    def of_partner(self, partner: Any) -> "ActionQuerySet":
        return self.filter(partner=partner)

    def fitting(self, *, state: str = "", partner: str = "", overdue: bool = False) -> "ActionQuerySet":
        """Those of a state, or "open" for all that have not ended; of a partner by its uuid; overdue today."""
        found = self.still_open() if state == "open" else self.filter(state=state) if state else self
        found = found.filter(partner__uuid=partner) if partner else found
        return found.overdue_on(timezone.localdate()) if overdue else found

    def next_due_first(self) -> "ActionQuerySet":
        """Open ones by when they are due, then those that ended, the last first."""
        return self.order_by(models.F("closed_on").desc(nulls_first=True), "due_on", "pk")

    def with_measure(self) -> "ActionQuerySet":
        return self.select_related(
            "measure__priority__plan__partnership",
            "measure__owner",
            "partner__partnership__team",
            "partner__team",
        )
