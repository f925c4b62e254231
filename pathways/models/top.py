"""A form of the Treatment Outcomes Profile (TOP), filled in with a person."""

import uuid
from collections.abc import Iterator
from functools import reduce
from operator import add
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..profiles.items import (
    COLUMNS,
    DAYS_IN_A_WEEK,
    DAYS_IN_ALL,
    ITEMS,
    OTHER_NAMED,
    TOP_OF_SCALE,
    Item,
    Measure,
)
from ..profiles.rules import faults_of
from ..querysets import ProfileQuerySet


class Answered(models.Model):
    """One column for each answer the items declare; empty where the question was not answered, which is not zero."""

    class Meta:
        abstract = True


def _columns(item: Item) -> Iterator[tuple[str, models.Field]]:
    for week in item.weeks:
        yield week, models.PositiveSmallIntegerField(null=True, blank=True)
    if item.measure is Measure.YES_NO:
        yield item.slug, models.BooleanField(item.label.lower(), null=True)
    else:
        yield item.slug, models.PositiveSmallIntegerField(item.label.lower(), null=True, blank=True)
    if item.average:
        yield item.average, models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)


def _rules(item: Item) -> Iterator[models.CheckConstraint]:
    """The weeks add up to the total, or there is neither; scales keep to their range."""
    if item.is_days:
        answered, unanswered = Q(), Q(**{item.slug: None})
        for week in item.weeks:
            answered &= Q(**{f"{week}__isnull": False, f"{week}__range": (0, DAYS_IN_A_WEEK)})
            unanswered &= Q(**{week: None})
        total = reduce(add, map(F, item.weeks))
        answered &= Q(
            **{f"{item.slug}__isnull": False, f"{item.slug}__range": (0, DAYS_IN_ALL), item.slug: total}
        )
        yield models.CheckConstraint(condition=unanswered | answered, name=f"top_{item.slug}_adds_up")
    elif item.measure is Measure.SCALE:
        on_scale = Q(**{item.slug: None}) | Q(**{f"{item.slug}__range": (0, TOP_OF_SCALE)})
        yield models.CheckConstraint(condition=on_scale, name=f"top_{item.slug}_is_0_to_20")
    if item.average:
        positive = Q(**{item.average: None}) | Q(**{f"{item.average}__gte": 0})
        yield models.CheckConstraint(condition=positive, name=f"top_{item.slug}_average_is_0_or_more")


for _item in ITEMS:
    for _name, _field in _columns(_item):
        Answered.add_to_class(_name, _field)


class OutcomesProfile(Answered, Fact):
    """What a person said at one stage of treatment about four weeks of their life. (domain: Pathways)

    `asked_from` and `asked_to` are the first and last day asked about: the 28 days before the form, and of a form
    filled in in prison the 28 days before custody. A correction keeps what was written before. `handover`: the one
    through which a treatment service recorded it.
    """

    class Stage(models.TextChoices):
        START = "start", "Start"
        REVIEW = "review", "Review"
        EXIT = "exit", "Exit"
        POST_TREATMENT_EXIT = "post_treatment_exit", "After treatment"

    class Setting(models.TextChoices):
        COMMUNITY = "community", "In the community"
        PRISON = "prison", "In prison"

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="top_forms")
    spell = models.ForeignKey(
        "pathways.Spell", null=True, blank=True, on_delete=models.PROTECT, related_name="top_forms"
    )
    handover = models.ForeignKey(
        "pathways.Handover", null=True, blank=True, on_delete=models.PROTECT, related_name="top_forms"
    )
    stage = models.CharField(max_length=20, choices=Stage.choices)
    setting = models.CharField(max_length=10, choices=Setting.choices)
    taken_on = models.DateField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_from = models.DateField()
    asked_to = models.DateField()
    other_named = models.CharField(max_length=60, blank=True)

    objects = CurrentManager.from_queryset(ProfileQuerySet)()

    class Meta:
        verbose_name = "TOP form"
        ordering = ["taken_on", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_top_form_of_a_uuid"),
            models.UniqueConstraint(
                fields=["person", "stage", "taken_on"],
                condition=CURRENT,
                name="one_top_form_of_a_stage_and_day",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["start", "review", "exit", "post_treatment_exit"]),
                name="top_stage_known",
            ),
            models.CheckConstraint(
                condition=Q(setting__in=["community", "prison"]), name="top_setting_known"
            ),
            models.CheckConstraint(
                condition=Q(asked_from__lt=F("asked_to"), asked_to__lt=F("taken_on")),
                name="top_asks_about_the_past",
            ),
            models.CheckConstraint(
                condition=Q(other=None) | Q(other=0) | ~Q(other_named=""), name="top_other_substance_is_named"
            ),
            *(rule for item in ITEMS for rule in _rules(item)),
        ]
        indexes = [
            models.Index(fields=["person", "stage", "taken_on", "superseded_at"], name="top_form_of_person"),
            models.Index(fields=["taken_on", "stage", "superseded_at"], name="top_form_of_day"),
        ]

    def __str__(self) -> str:
        return f"TOP {self.get_stage_display().lower()}"

    def clean(self) -> None:
        """Raises ValidationError by field for answers that do not add up or leave their range."""
        if faults := faults_of(self.answers):
            raise ValidationError(faults)

    @property
    def effective_on(self):
        return self.taken_on

    @property
    def answers(self) -> dict[str, Any]:
        """Every answer by column, None where there is none, and the name of the other substance."""
        return {name: getattr(self, name) for name in (*COLUMNS, OTHER_NAMED)}

    @property
    def is_of_prison(self) -> bool:
        return self.setting == self.Setting.PRISON
