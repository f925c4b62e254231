"""Reading plans, their goals and steps."""

from typing import TYPE_CHECKING, Self

from django.db import models

from foundation.accounts.roles import Permission
from people.models import Person

from ..states import NO_LONGER_OPEN, PlannedState, PlanState

if TYPE_CHECKING:
    from foundation.accounts.models import User


class _OfPeople(models.QuerySet):
    """Rows of people the user may see, for those who see the work done with them."""

    def visible_to(self, user: "User") -> Self:
        """Of the people in scope; nothing for a role that sees no referral."""
        if not user.may(Permission.VIEW_REFERRAL):
            return self.none()
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))


class PlanQuerySet(_OfPeople):
    """Plans: one that is live, and those of support that ended."""

    def live(self) -> "PlanQuerySet":
        return self.filter(state=PlanState.LIVE)


class PlannedQuerySet(_OfPeople):
    """Goals, or steps."""

    def open(self) -> "PlannedQuerySet":
        return self.filter(state=PlannedState.OPEN)

    def over(self) -> "PlannedQuerySet":
        """Done, or no longer needed."""
        return self.filter(state__in=NO_LONGER_OPEN)
