"""The directory of partner services: who treats, houses and finds work, where, and from when."""

import datetime

from django.db import models
from django.db.models import F, Q

from foundation.design.dates import today

from ..handovers.states import ServiceKind
from ..querysets.services import PartnerServiceQuerySet


class PartnerService(models.Model):
    """A service to which people are handed over (domain: Handover).

    Its workers are the users of `team`. `areas` are those it takes people from; none means everywhere. It takes
    handovers from `active_from` until the day before `active_until`. An entry of the example list is one until an
    administrator has saved it: `confirmed_at`.
    """

    Kind = ServiceKind

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=ServiceKind.choices)
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    areas = models.ManyToManyField("people.Area", blank=True, related_name="+")
    phone = models.CharField("telephone", max_length=20, blank=True)
    email = models.EmailField("e-mail", blank=True)
    active_from = models.DateField("takes handovers from")
    active_until = models.DateField("takes handovers until, not including", null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)

    objects = PartnerServiceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ServiceKind.values), name="service_kind_known"),
            models.CheckConstraint(
                condition=Q(active_until=None) | Q(active_until__gt=F("active_from")),
                name="service_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_active_on(self, day: datetime.date) -> bool:
        """Whether it takes handovers on a day."""
        return self.active_from <= day and (self.active_until is None or day < self.active_until)

    @property
    def is_active(self) -> bool:
        return self.is_active_on(today())
