"""Reading pathways, spells and claims: scope first."""

from typing import TYPE_CHECKING

from django.db import models

from foundation.accounts.roles import Permission

from .states import ClaimState

if TYPE_CHECKING:
    from foundation.accounts.models import User


class PathwayQuerySet(models.QuerySet):
    pass


class SpellQuerySet(models.QuerySet):
    def covering(self, day) -> "SpellQuerySet":
        """Spells that were so on a day; the end is exclusive."""
        return self.filter(models.Q(ended_on=None) | models.Q(ended_on__gt=day), started_on__lte=day)


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "ClaimQuerySet":
        """Claims of the user's teams, for those who record or verify."""
        if not (user.may(Permission.RECORD_PATHWAY) or user.may(Permission.VERIFY_MILESTONE)):
            return self.none()
        return self.filter(team__in=user.team_ids)

    def awaiting_verification(self) -> "ClaimQuerySet":
        return self.filter(state=ClaimState.CLAIMED)
