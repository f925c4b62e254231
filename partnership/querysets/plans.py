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

    def with_partnership(self) -> "PlanQuerySet":
        return self.select_related("partnership__area")


class PlanVersionQuerySet(models.QuerySet):
    """Versions of plans, as they were adopted."""

    def standing(self) -> "PlanVersionQuerySet":
        """The last of each plan: what everybody reads."""
        later: models.QuerySet = PlanVersionQuerySet(self.model).filter(
            plan=models.OuterRef("plan"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later.order_by()), plan__state=PlanState.ADOPTED)

    def sharing_days_with(self, first: datetime.date, last: datetime.date) -> "PlanVersionQuerySet":
        """Of plans that cover some of these days, as they were adopted."""
        return self.filter(begins_on__lte=last, ends_on__gte=first)

    def with_plan(self) -> "PlanVersionQuerySet":
        return self.select_related("plan__partnership__area")


class PriorityQuerySet(models.QuerySet):
    """Priorities of plans."""

    def visible_to(self, user: Any) -> "PriorityQuerySet":
        return self.filter(plan__in=apps.get_model("partnership", "Plan").objects.visible_to(user))

    def in_plan(self) -> "PriorityQuerySet":
        """Those that were not left out."""
        return self.filter(left_out_on=None)


class MeasureQuerySet(models.QuerySet):
    """Measures of plans."""

    def visible_to(self, user: Any) -> "MeasureQuerySet":
        plans = apps.get_model("partnership", "Plan").objects.visible_to(user)
        return self.filter(priority__plan__in=plans)

    def of_plan(self, plan: Any) -> "MeasureQuerySet":
        """In the order of the plan."""
        return self.filter(priority__plan=plan).order_by("priority__position", "position", "pk")

    def with_those_left_out(self) -> "MeasureQuerySet":
        """Measures alone, without their former values, those left out of the working copy among them: others may still
        read them in the plan that stands.
        """
        return MeasureQuerySet(self.model).filter(version_of=None)

    def fed_by_reports_of(self, area: str) -> "MeasureQuerySet":
        """Indicators of plans that are not abandoned, of the partnership of an area by its name."""
        fed = self.exclude(indicator="").exclude(priority__plan__state=PlanState.ABANDONED)
        return fed.filter(priority__plan__partnership__area__name=area)

    def with_plan(self) -> "MeasureQuerySet":
        return self.select_related("priority__plan__partnership__area", "owner")
