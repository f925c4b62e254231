"""Reading what the public is told of hubs: hours and closures."""

import datetime

from django.db import models
from django.db.models import Q


class WeeklyQuerySet(models.QuerySet):
    """Spans of the week, by when they hold."""

    def standing(self, day: datetime.date) -> "WeeklyQuerySet":
        """Those in force on the day, and those to come."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=day))


class ClosureQuerySet(models.QuerySet):
    """Closures that were not taken back, by when they hold."""

    def standing(self) -> "ClosureQuerySet":
        return self.filter(taken_back_at=None)

    def not_over(self, day: datetime.date) -> "ClosureQuerySet":
        """Under way on the day, or to come."""
        return self.standing().filter(last_on__gte=day)

    def between(self, first: datetime.date, last: datetime.date) -> "ClosureQuerySet":
        """Closing at least one of the days from the first to the last."""
        return self.standing().filter(first_on__lte=last, last_on__gte=first)
