"""Reading what stands around a register."""

from typing import TYPE_CHECKING

from django.db import models

from foundation.accounts.roles import Permission

from ..states import LateEntryState

if TYPE_CHECKING:
    from foundation.accounts.models import User


class LateEntryQuerySet(models.QuerySet):
    """Late entries. Every page starts from `visible_to`."""

    def visible_to(self, user: "User") -> "LateEntryQuerySet":
        """Those of the hubs the user works at."""
        if not user.may(Permission.RUN_SESSIONS):
            return self.none()
        return self.filter(hub__team__in=user.team_ids)

    def undecided(self) -> "LateEntryQuerySet":
        return self.filter(state=LateEntryState.ASKED)

    def standing(self) -> "LateEntryQuerySet":
        """Asked or agreed: a refused one may be asked again."""
        return self.exclude(state=LateEntryState.REFUSED)

    def agreed(self) -> "LateEntryQuerySet":
        return self.filter(state=LateEntryState.AGREED)

    def with_session(self) -> "LateEntryQuerySet":
        return self.select_related("session__category", "hub", "asked_by", "decided_by")
