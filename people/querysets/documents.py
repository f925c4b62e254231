"""Reading documents."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models

from foundation.accounts.roles import Permission

if TYPE_CHECKING:
    from foundation.accounts.models import User


class DocumentQuerySet(models.QuerySet):
    """Documents of people; those about people hidden from the user are never among them."""

    def visible_to(self, user: "User") -> "DocumentQuerySet":
        """Documents of the people this user may see, for those who work with them."""
        if not user.may(Permission.KEEP_DOCUMENTS):
            return self.none()
        people = apps.get_model("people", "Person")._default_manager.visible_to(user)
        return self.filter(person__in=people.values("pk"))

    def kept(self) -> "DocumentQuerySet":
        """Those that nobody has set aside."""
        return self.filter(set_aside_at=None)

    def with_those_named(self) -> "DocumentQuerySet":
        return self.select_related("uploaded_by", "set_aside_by")
