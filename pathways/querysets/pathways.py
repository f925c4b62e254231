"""Reading pathways and spells: scope first."""

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from people.models import Person

if TYPE_CHECKING:
    from foundation.accounts.models import User


class PathwayQuerySet(models.QuerySet):
    """Pathways, one per person and kind."""

    def visible_to(self, user: "User") -> "PathwayQuerySet":
        """Pathways of the people this user may see."""
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))


class SpellQuerySet(models.QuerySet):
    """Jobs, homes and treatment."""

    def visible_to(self, user: "User") -> "SpellQuerySet":
        """Spells of the people this user may see."""
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))

    def covering(self, day: datetime.date) -> "SpellQuerySet":
        """Spells that were so on a day; the end is exclusive."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)

    def overlapping(self, started_on: datetime.date, ended_on: datetime.date | None) -> "SpellQuerySet":
        """Spells that share at least one day with the days from `started_on` up to, not including, `ended_on`."""
        met = self.filter(Q(ended_on=None) | Q(ended_on__gt=started_on))
        return met if ended_on is None else met.filter(started_on__lt=ended_on)
