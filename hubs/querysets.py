"""Reading hubs, sessions and bookings: scope first."""

from typing import TYPE_CHECKING

from django.db import models

from foundation.accounts.roles import Permission

if TYPE_CHECKING:
    from foundation.accounts.models import User


class HubQuerySet(models.QuerySet):
    def worked_at_by(self, user: "User") -> "HubQuerySet":
        """Hubs whose team the user belongs to or looks after."""
        return self.filter(team__in=user.team_ids)


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "SessionQuerySet":
        """Sessions of the hubs the user works at."""
        if not user.may(Permission.VIEW_SESSIONS):
            return self.none()
        return self.filter(hub__team__in=user.team_ids)


class BookingQuerySet(models.QuerySet):
    pass


class PlaceQuerySet(models.QuerySet):
    def open(self) -> "PlaceQuerySet":
        return self.filter(ended_on=None)
