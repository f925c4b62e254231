"""Reading the directory of partner services."""

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from foundation.accounts.roles import Permission

if TYPE_CHECKING:
    from foundation.accounts.models import User


class PartnerServiceQuerySet(models.QuerySet):
    """Partner services. Nobody's record stands here."""

    def visible_to(self, user: "User") -> "PartnerServiceQuerySet":
        """The whole directory, for those who may read it."""
        return self.all() if user.may(Permission.VIEW_SERVICES) else self.none()

    def active_on(self, day: datetime.date) -> "PartnerServiceQuerySet":
        """Those that take handovers on a day."""
        return self.filter(Q(active_until=None) | Q(active_until__gt=day), active_from__lte=day)

    def of_kind(self, kind: str) -> "PartnerServiceQuerySet":
        return self.filter(kind=kind)

    def serving(self, area_id: int | None) -> "PartnerServiceQuerySet":
        """Those that take people from an area; one that names no area takes them from everywhere."""
        return self.filter(Q(areas=None) | Q(areas=area_id)).distinct()
