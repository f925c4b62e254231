"""Plans and measures, by who works with them."""

import datetime
from typing import Any

from django.apps import apps
from django.db import models

from foundation.accounts.roles import Permission

from ..states import PlanState


def partnerships_of(user: Any) -> models.QuerySet:
    """The partnerships a user works in."""
    return apps.get_model("partnership", "Partnership").objects.visible_to(user)


class PlanQuerySet(models.QuerySet):
    """Plans of partnerships."""

    def visible_to(self, user: Any) -> "PlanQuerySet":
        """All of one's own partnership for its officers; for its partners what was adopted."""
        found = self.filter(partnership__in=partnerships_of(user))
        return found if user.may(Permission.KEEP_PLAN) else found.adopted()

    def adopted(self) -> "PlanQuerySet":
        return self.filter(state=PlanState.ADOPTED)

    def of(self, partnership: Any) -> "PlanQuerySet":
        return self.filter(partnership=partnership)

    def in_force_on(self, day: datetime.date) -> "PlanQuerySet":
        """Adopted, and of a period that the day lies in."""
        return self.adopted().filter(begins_on__lte=day, ends_on__gte=day)

    def sharing_days_with(self, first: datetime.date, last: datetime.date) -> "PlanQuerySet":
        """Not abandoned, and of a period with some of these days."""
        return self.exclude(state=PlanState.ABANDONED).filter(begins_on__lte=last, ends_on__gte=first)

    def last_in_force_during(self, first: datetime.date, last: datetime.date) -> "PlanQuerySet":
        """Adopted, with some of these days: of each partnership the one that begins last."""
        theirs = self.adopted().sharing_days_with(first, last)
        later = theirs.filter(
            partnership=models.OuterRef("partnership"), begins_on__gt=models.OuterRef("begins_on")
        )
        return theirs.filter(~models.Exists(later.order_by()))

    def with_partnership(self) -> "PlanQuerySet":
        return self.select_related("partnership__area")


class MeasureQuerySet(models.QuerySet):
    """Measures of plans."""

    def visible_to(self, user: Any) -> "MeasureQuerySet":
        plans = apps.get_model("partnership", "Plan").objects.visible_to(user)
        return self.filter(priority__plan__in=plans)

    def of_plan(self, plan: Any) -> "MeasureQuerySet":
        """In the order of the plan."""
        return self.filter(priority__plan=plan).order_by("priority__position", "position", "pk")

    def owned_by(self, partner: Any) -> "MeasureQuerySet":
        return self.filter(owner=partner)

    def fed_by_reports_of(self, area: str) -> "MeasureQuerySet":
        """Indicators of plans that are not abandoned, of the partnership of an area by its name."""
        fed = self.exclude(indicator="").exclude(priority__plan__state=PlanState.ABANDONED)
        return fed.filter(priority__plan__partnership__area__name=area)

    def with_plan(self) -> "MeasureQuerySet":
        return self.select_related("priority__plan__partnership__area", "owner")
