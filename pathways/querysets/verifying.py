"""Reading draws, and what was found out about the unusual."""

import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncMonth

from foundation.accounts.roles import Permission
from foundation.lifecycle.dates import LONDON

if TYPE_CHECKING:
    from foundation.accounts.models import User


class DrawQuerySet(models.QuerySet):
    """The draws of hubs' months."""

    def visible_to(self, user: "User") -> "DrawQuerySet":
        """Of the hubs whose claims the user verifies, where they may know of a claim of that month."""
        if not user.may(Permission.VERIFY_MILESTONE):
            return self.none()
        claims: Any = apps.get_model("pathways", "MilestoneClaim").objects
        month = TruncMonth("first_claimed_at", output_field=models.DateField(), tzinfo=LONDON)
        drawn_from = claims.known_to(user).ordinary().annotate(month=month).order_by()
        known = drawn_from.filter(team=OuterRef("team"), month=OuterRef("month"))
        return self.filter(Exists(known), team__in=user.team_ids)


class ExplanationQuerySet(models.QuerySet):
    """What was found out about the unusual."""

    def visible_to(self, user: "User") -> "ExplanationQuerySet":
        """Of the hubs whose claims the user verifies."""
        if not user.may(Permission.VERIFY_MILESTONE):
            return self.none()
        return self.filter(team__in=user.team_ids)

    def since(self, day: datetime.date) -> "ExplanationQuerySet":
        return self.filter(at__date__gte=day).select_related("by", "team")
