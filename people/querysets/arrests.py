"""Reading arrests and charges."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models

from foundation.accounts.roles import Permission

if TYPE_CHECKING:
    from foundation.accounts.models import User


class LocalSignalQuerySet(models.QuerySet):
    """Arrests and charges. Every page starts from `visible_to`."""

    def visible_to(self, user: "User") -> "LocalSignalQuerySet":
        """Of people they may see, for those who read risk."""
        if not user.may(Permission.VIEW_RISK):
            return self.none()
        people = apps.get_model("people", "Person")._default_manager.all()
        return self.filter(person__in=people.visible_to(user).values("pk"))
