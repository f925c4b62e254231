"""Reading duties-to-refer that were made outside the product."""

from typing import TYPE_CHECKING

from django.db import models

from foundation.accounts.roles import Permission
from people.models import Person

if TYPE_CHECKING:
    from foundation.accounts.models import User


class DutyToReferQuerySet(models.QuerySet):
    """Duties-to-refer. Every page starts from `visible_to`."""

    def visible_to(self, user: "User") -> "DutyToReferQuerySet":
        """Of people they may see, for those who hand people over and follow it; never for a partner service."""
        if not user.may(Permission.SEND_HANDOVER):
            return self.none()
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))

    def about(self, person: Person) -> "DutyToReferQuerySet":
        return self.filter(person=person)

    def latest_first(self) -> "DutyToReferQuerySet":
        return self.order_by("-made_on", "-pk")
