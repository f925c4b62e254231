"""Reading what holds from-until: labels, conditions, and who may not meet."""

import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from foundation.accounts.models import User

    from ..models import Person


class DatedQuerySet(models.QuerySet):
    """Rows that hold from-until (until exclusive)."""

    def standing_on(self, day: datetime.date) -> "DatedQuerySet":
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def not_over_on(self, day: datetime.date) -> "DatedQuerySet":
        """Standing on the day, or to come."""
        return self.filter(Q(until=None) | Q(until__gt=day))


class NoContactQuerySet(DatedQuerySet):
    """Pairs who may not meet."""

    def of(self, person: "Person") -> "NoContactQuerySet":
        """With the person on either side."""
        return self.filter(Q(first=person) | Q(second=person))

    def between(self, one: "Person", other: "Person") -> "NoContactQuerySet":
        """Of these two, whichever way they are given."""
        return self.filter(first=min(one.pk, other.pk), second=max(one.pk, other.pk))


class PendingPairQuerySet(models.QuerySet):
    """Pairs by CRN alone."""

    def visible_to(self, user: "User") -> "PendingPairQuerySet":
        people = apps.get_model("people", "Person")._default_manager.all()
        return self.filter(person__in=people.visible_to(user).values("pk"))

    def asked_for(self, crn: str) -> "PendingPairQuerySet":
        return self.asked_or_confirmed().filter(crn=crn)

    def asked_or_confirmed(self) -> "PendingPairQuerySet":
        """Not refused, not withdrawn, not over."""
        return self.not_over().filter(outcome__in=("", "confirmed"))

    def not_over(self) -> "PendingPairQuerySet":
        return self.filter(Q(until=None) | Q(until__gt=timezone.localdate()))

    def waiting(self) -> "PendingPairQuerySet":
        return self.filter(outcome="")

    def confirmed_but_unmet(self) -> "PendingPairQuerySet":
        """Confirmed, while nobody with the CRN was on record."""
        return self.not_over().filter(outcome="confirmed", pair=None)
