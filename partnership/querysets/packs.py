"""Scrutiny packs."""

from typing import Any

from django.db import models

from foundation.accounts.roles import Permission
from foundation.lifecycle.dates import quarter_start
from outcomes.periods import Period, quarter_with, year_of

from ..states import EVER_PUBLISHED_PACK, READABLE_PACK, PackState
from .plans import partnerships_of


class PackQuerySet(models.QuerySet):
    """Packs of partnerships."""

    def visible_to(self, user: Any) -> "PackQuerySet":
        """What was ever published, and for officers what they have built."""
        found = self.filter(partnership__in=partnerships_of(user))
        return found if user.may(Permission.BUILD_PACK) else found.ever_published()

    def ever_published(self) -> "PackQuerySet":
        return self.filter(state__in=EVER_PUBLISHED_PACK)

    def readable(self) -> "PackQuerySet":
        return self.filter(state__in=READABLE_PACK)

    def standing(self) -> "PackQuerySet":
        return self.filter(state=PackState.PUBLISHED)

    def sharing_days_with(self, period: Period) -> "PackQuerySet":
        """Of the period, of one of its quarters, or of the year that it lies in."""
        quarters = [quarter_with(quarter_start(number)) for number in period.quarters]
        return self.filter(period__in={each.label for of in quarters for each in (of, year_of(of))})

    def latest_first(self) -> "PackQuerySet":
        return self.order_by("-published_at", "-built_at", "-pk")
