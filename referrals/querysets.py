"""Reading referrals: scope first."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from foundation.accounts.roles import Permission
from people.models import Person

from .states import ReferralState as S

if TYPE_CHECKING:
    from foundation.accounts.models import User


class ReferralQuerySet(models.QuerySet):
    """Referrals. Void ones are hidden from every list and count."""

    def visible_to(self, user: "User") -> "ReferralQuerySet":
        """Written by the user's team, or sent to a hub of theirs, about people not hidden from them."""
        if not user.may(Permission.VIEW_REFERRAL):
            return self.none()
        ours = Q(referrer=user) | Q(team__in=user.team_ids)
        to_us = Q(hub__team__in=user.team_ids) & ~Q(state=S.DRAFT)
        people = Person.objects.not_hidden_from(user).values("pk")
        return self.filter(ours | to_us, person__in=people).exclude(state=S.ENTERED_IN_ERROR)
