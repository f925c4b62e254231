"""Reading rooms and timetable rules: scope first."""

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from foundation.accounts.roles import Permission

if TYPE_CHECKING:
    from foundation.accounts.models import User


class RoomQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "RoomQuerySet":
        """Rooms of the hubs the user works at."""
        if not user.may(Permission.VIEW_SESSIONS):
            return self.none()
        return self.filter(hub__team__in=user.team_ids)

    def in_use(self, on: datetime.date) -> "RoomQuerySet":
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on))


class TimetableRuleQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "TimetableRuleQuerySet":
        """Rules of the hubs the user works at."""
        if not user.may(Permission.VIEW_SESSIONS):
            return self.none()
        return self.filter(hub__team__in=user.team_ids)

    def running(self, on: datetime.date) -> "TimetableRuleQuerySet":
        """Rules that may still make sessions on that day or after it."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=on))

    def with_names(self) -> "TimetableRuleQuerySet":
        """Selects the hub, the activity, the room and the lead along with it."""
        return self.select_related("hub", "category", "room", "lead")
