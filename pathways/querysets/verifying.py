"""Reading draws, and what was found out about the unusual."""

import datetime
from typing import TYPE_CHECKING

from django.db import models

from foundation.accounts.roles import Permission

if TYPE_CHECKING:
    from foundation.accounts.models import User


class DrawQuerySet(models.QuerySet):
    """The draws of hubs' months."""

    def visible_to(self, user: "User") -> "DrawQuerySet":
        """Of the hubs whose claims the user verifies."""
        if not user.may(Permission.VERIFY_MILESTONE):
            return self.none()
        return self.filter(team__in=user.team_ids)


class ExplanationQuerySet(models.QuerySet):
    """What was found out about the unusual."""

    def visible_to(self, user: "User") -> "ExplanationQuerySet":
        """Of the hubs whose claims the user verifies."""
        if not user.may(Permission.VERIFY_MILESTONE):
            return self.none()
        return self.filter(team__in=user.team_ids)

    def since(self, day: datetime.date) -> "ExplanationQuerySet":
        return self.filter(at__date__gte=day).select_related("by", "team")
