"""Reading pathways and spells: scope first."""

import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from people.models import Person

from ..kinds import ACCOMMODATION, HOUSED

if TYPE_CHECKING:
    from foundation.accounts.models import User


class PathwayQuerySet(models.QuerySet):
    """Pathways, one per person and kind."""

    def visible_to(self, user: "User") -> "PathwayQuerySet":
        """Pathways of the people this user may see."""
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))


class AssessmentQuerySet(models.QuerySet):
    """Needs assessed."""

    def visible_to(self, user: "User") -> "AssessmentQuerySet":
        """Assessments of the people this user may see."""
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))


class AccommodationCodeQuerySet(models.QuerySet):
    """Every version of every accommodation code."""

    def in_use_on(self, day: Any) -> "AccommodationCodeQuerySet":
        """The versions of a day, or of a column of the query around this one."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)

    def of_spells(self) -> "AccommodationCodeQuerySet":
        """For a subquery within spells: the code of each as it stood on the spell's first day."""
        return self.in_use_on(OuterRef("started_on")).filter(code=OuterRef("code")).order_by()


class SpellQuerySet(models.QuerySet):
    """Jobs, homes and treatment."""

    def visible_to(self, user: "User") -> "SpellQuerySet":
        """Spells of the people this user may see."""
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))

    def covering(self, day: Any) -> "SpellQuerySet":
        """Spells that were so on a day, or on that of a column of the query around this one; the end is exclusive."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)

    def overlapping(self, started_on: datetime.date, ended_on: datetime.date | None) -> "SpellQuerySet":
        """Spells that share at least one day with the days from `started_on` up to, not including, `ended_on`."""
        met = self.filter(Q(ended_on=None) | Q(ended_on__gt=started_on))
        return met if ended_on is None else met.filter(started_on__lt=ended_on)

    def housed(self) -> "SpellQuerySet":
        """Homes whose code, as it stood when they began, is somewhere to live."""
        codes: Any = apps.get_model("pathways", "AccommodationCode")
        somewhere = codes.objects.of_spells().filter(settledness__in=HOUSED)
        return self.filter(Exists(somewhere), kind=ACCOMMODATION.spell_kind)
