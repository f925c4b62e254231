"""Reading TOP forms: scope first. Health data: for those who work with the person, and nobody else."""

from typing import TYPE_CHECKING

from django.db import models

from foundation.accounts.roles import Permission
from people.models import Person

if TYPE_CHECKING:
    from foundation.accounts.models import User


class ProfileQuerySet(models.QuerySet):
    """Forms of the Treatment Outcomes Profile."""

    def visible_to(self, user: "User") -> "ProfileQuerySet":
        """Forms about the people this user may see, for those whose work they are."""
        if not user.may(Permission.VIEW_TOP):
            return self.none()
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))

    def with_those_named(self) -> "ProfileQuerySet":
        """Who filled the form in with the person, and the treatment it belongs to."""
        return self.select_related("taken_by", "spell")
