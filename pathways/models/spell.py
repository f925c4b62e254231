"""Spells: dated states of the world."""

import uuid

from django.db import models
from django.db.models import F, Q

from foundation.lifecycle import triggers
from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..kinds import ACCOMMODATION, EMPLOYMENT, NEED_GROUPS, SUBSTANCE_SUPPORT, spell_rules_of
from ..querysets import SpellQuerySet
from ..rules import kept


class Spell(Fact):
    """A dated state of the world: a job, a tenancy, a treatment episode. `ended_on`: the first day it no longer was.

    Which kinds there are, and which of the columns from `hours` on each fills, is declared in `kinds/`; that the kind
    is declared and that spells of it do not overlap where they cannot is a rule of the database (rules/kept.py).
    """

    class Kind:
        """The kinds that rules and figures speak of by name, as they are declared."""

        EMPLOYMENT = EMPLOYMENT.spell_kind
        ACCOMMODATION = ACCOMMODATION.spell_kind
        TREATMENT = SUBSTANCE_SUPPORT.spell_kind

    class Hours(models.TextChoices):
        FULL = "full", "Full time"
        PART = "part", "Part time"
        ZERO = "zero", "Zero hours"

    class Per(models.TextChoices):
        HOUR = "hour", "an hour"
        WEEK = "week", "a week"
        MONTH = "month", "a month"
        YEAR = "year", "a year"

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="spells")
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=30)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=120, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=10, choices=Hours.choices, blank=True)
    occupation = models.ForeignKey(
        "pathways.Occupation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pay = models.DecimalField("pay in pounds", max_digits=8, decimal_places=2, null=True, blank=True)
    pay_per = models.CharField(max_length=10, choices=Per.choices, blank=True)
    need_group = models.CharField(max_length=20, choices=list(NEED_GROUPS.items()), blank=True)

    objects = CurrentManager.from_queryset(SpellQuerySet)()

    class Meta:
        ordering = ["-started_on", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_spell_of_a_uuid"),
            models.UniqueConstraint(
                fields=["person", "kind", "code", "started_on"],
                condition=CURRENT & ~Q(kind=EMPLOYMENT.spell_kind),
                name="one_spell_of_a_day",
            ),
            models.UniqueConstraint(  # two jobs may begin on one day, at two employers
                fields=["person", "kind", "code", "started_on", "detail"],
                condition=CURRENT,
                name="one_spell_of_a_day_and_detail",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("started_on")), name="spell_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(pay=None, pay_per="") | Q(pay__isnull=False, pay__gt=0) & ~Q(pay_per=""),
                name="pay_has_its_period",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "kind", "started_on", "ended_on", "superseded_at"], name="spell_of_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rules.noun.capitalize()} from {self.started_on}"

    @property
    def rules(self):
        """What spells of this kind are made of, as declared in `kinds/`."""
        return spell_rules_of(self.kind)

    @property
    def effective_on(self):
        return self.started_on


triggers.register(*kept.declared())
