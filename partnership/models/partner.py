"""A Community Safety Partnership and the partners in it."""

import datetime
import uuid

from django.db import models
from django.db.models import F, Q

from foundation.lifecycle import triggers

from ..querysets.partners import PartnerQuerySet, PartnershipQuerySet
from ..rules import nobody_is_on_two_sides
from ..states import PartnerKind
from .seen import seen_as


class Partnership(models.Model):
    """The responsible authorities of an area, and others (Crime and Disorder Act 1998, sections 5 and 6).

    team: its officers. scrutiny: the members of the committee that scrutinises it (Police and Justice Act 2006, section
    19). `slug` names it in public addresses.
    """

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    area = models.OneToOneField("people.Area", on_delete=models.PROTECT, related_name="partnership")
    team = models.OneToOneField("accounts.Team", on_delete=models.PROTECT, related_name="partnership")
    scrutiny = models.OneToOneField("accounts.Team", on_delete=models.PROTECT, related_name="+")

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(team=F("scrutiny")), name="nobody_scrutinises_themselves")
        ]

    def __str__(self) -> str:
        return self.name

    def teams_on(self, day: datetime.date) -> list[int]:
        """The keys of the teams that work in it on a day: officers, the committee, partners that take part."""
        partners = self.partners.in_it_on(day).exclude(team=None)
        return [self.team_id, self.scrutiny_id, *partners.values_list("team", flat=True)]


class Partner(models.Model):
    """One organisation in the partnership. team: the users who write for it; a partner without one writes nothing.

    It takes part from `joined_on` until `left_on`, the first day on which it does not.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="partners")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=PartnerKind.choices)
    team = models.ForeignKey(
        "accounts.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="partners"
    )
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name"], name="one_partner_of_a_name"),
            models.CheckConstraint(condition=Q(kind__in=PartnerKind.values), name="partner_kind_known"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gt=F("joined_on")),
                name="a_partner_leaves_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def takes_part_on(self, day: datetime.date) -> bool:
        """Whether it had joined and not left by the day."""
        return self.joined_on <= day and (self.left_on is None or day < self.left_on)

    def takes_part_during(self, first: datetime.date, last: datetime.date) -> bool:
        """Whether it takes part on some day from the first to the last (`in_it_during`)."""
        return self.joined_on <= last and (self.left_on is None or first < self.left_on)

    def has_writers_on(self, day: datetime.date) -> bool:
        """Whether somebody may write for it on the day."""
        return self.team_id is not None and self.takes_part_on(day)

    @property
    def seen_as(self) -> str:
        """What a form sends back, to say which version its writer had before them."""
        return seen_as(self.name, self.kind, self.team_id, self.joined_on, self.left_on)


triggers.register(*nobody_is_on_two_sides())
