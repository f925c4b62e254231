"""The plan of a partnership: its priorities, its measures, and every version of it that was adopted."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation.accounts.roles import Permission
from foundation.lifecycle import triggers
from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import SAME, moves

from ..access import keeps_plan
from ..querysets.plans import MeasureQuerySet, PlanQuerySet, PlanVersionQuerySet, PriorityQuerySet
from ..rules import one_plan_at_a_time, one_standing_plan_at_a_time
from ..states import MAY_BE_NEGATIVE, Frequency, Good, PlanState, Unit
from .partner import Partner, Partnership
from .seen import seen_as

_KEPT: dict[str, Any] = {
    "permission": Permission.KEEP_PLAN,
    "who": "an officer of the partnership",
    "allows": keeps_plan,
}


class Plan(Stateful):
    """What a partnership sets out to do from `begins_on` to its last day (Crime and Disorder Act 1998, section 6).

    Priorities and measures are worked on here; what others read is the version that was adopted last.
    """

    State = PlanState

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=120)
    begins_on = models.DateField()
    ends_on = models.DateField()
    purpose = models.TextField(blank=True)
    state = StateField(default=PlanState.DRAFTED, choices=PlanState.choices)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "partnership plan"
        ordering = ["-begins_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=PlanState.values), name="partnership_plan_state_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="a_plan_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="a_plan_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def seen_as(self) -> str:
        """What a form sends back, to say which title, days and purpose its writer had before them."""
        return seen_as(self.title, self.begins_on, self.ends_on, self.purpose)

    @moves(PlanState.DRAFTED, PlanState.ADOPTED, **_KEPT,
           needs="a measure with an owner under every priority")  # fmt: skip
    def adopt(self) -> None:
        """The partnership agreed to it: its first version is fixed and public."""

    @moves(PlanState.ADOPTED, SAME, **_KEPT, needs="something that changed, and why")
    def revise(self) -> None:
        """A new version is fixed and public; the former ones stay."""

    @moves(PlanState.DRAFTED, PlanState.ABANDONED, **_KEPT, needs="reason")
    def abandon(self) -> None:
        """It never was adopted, and another may be drafted for the same days."""


class Priority(models.Model):
    """One of the plan's priorities, such as "Reduce re-offending"; `why` says it is one, in the plan's own words.

    left_out_on: the day on which officers took it out of the working copy; its row stays, as its measures do.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="priorities")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    why = models.TextField(blank=True)
    left_out_on = models.DateField(null=True)

    objects = PriorityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "priorities"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "title"], condition=Q(left_out_on=None), name="one_priority_of_a_title"
            ),
            models.UniqueConstraint(
                fields=["plan", "position"], condition=Q(left_out_on=None), name="one_priority_in_a_place"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="a_priority_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def seen_as(self) -> str:
        """What a form sends back, to say which words its writer had before them."""
        return seen_as(self.title, self.why)


class Measure(Fact):
    """What a priority is judged by: an indicator of this product, or a figure that a partner enters with its source.

    indicator: its slug; "" for a figure that is entered, and then `definition` says what is counted. baseline, target,
    floor: in the unit, a share as a fraction. counts_people: figures below the smallest number shown are hidden.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=160)
    indicator = models.CharField(max_length=60, blank=True)
    definition = models.CharField(max_length=500, blank=True)
    unit = models.CharField(max_length=12, choices=Unit.choices)
    good = models.CharField(max_length=4, choices=Good.choices)
    counts_people = models.BooleanField(default=False)
    frequency = models.CharField(max_length=10, choices=Frequency.choices)
    owner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="measures")
    baseline = models.DecimalField(max_digits=14, decimal_places=6, null=True, blank=True)
    baseline_period = models.CharField(max_length=60, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=6, null=True, blank=True)
    floor = models.DecimalField(max_digits=14, decimal_places=6, null=True, blank=True)

    objects = CurrentManager.from_queryset(MeasureQuerySet)()

    class Meta:
        ordering = ["priority__position", "position", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_measure_of_a_uuid"),
            models.UniqueConstraint(
                fields=["priority", "title"], condition=CURRENT, name="one_measure_of_a_title"
            ),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="measure_unit_known"),
            models.CheckConstraint(condition=Q(good__in=Good.values), name="measure_good_known"),
            models.CheckConstraint(
                condition=Q(frequency__in=Frequency.values), name="measure_frequency_known"
            ),
            models.CheckConstraint(
                condition=~Q(indicator="") | ~Q(definition=""), name="an_entered_measure_says_what_it_counts"
            ),
            models.CheckConstraint(
                condition=Q(floor=None) | Q(target__isnull=False), name="a_floor_stands_below_a_target"
            ),
            models.CheckConstraint(
                condition=Q(floor=None)
                | Q(good=Good.UP, target__gte=F("floor"))
                | Q(good=Good.DOWN, target__lte=F("floor")),
                name="a_target_is_no_worse_than_its_floor",
            ),
            models.CheckConstraint(
                condition=Q(baseline=None, baseline_period="")
                | (Q(baseline__isnull=False) & ~Q(baseline_period="")),
                name="a_baseline_is_of_a_period",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None})
                    | Q(unit__in=MAY_BE_NEGATIVE)
                    | (Q(**{f"{name}__gte": 0}) & (~Q(unit=Unit.SHARE) | Q(**{f"{name}__lte": 1}))),
                    name=f"a_{name}_fits_its_unit",
                )
                for name in ("baseline", "target", "floor")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_entered(self) -> bool:
        """Whether a partner enters its figures; else reports publish them."""
        return not self.indicator


class PlanVersion(models.Model):
    """The plan as it was adopted, never changed: what it said, what that changed, and why.

    begins_on, ends_on: the days that it says the plan is of. content, changes: JSON, see `plans.value` and
    `plans.changes`.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    adopted_on = models.DateField()
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=1000)
    begins_on = models.DateField()
    ends_on = models.DateField()
    content = models.TextField()
    changes = models.TextField(default="[]")

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_version_of_a_number"),
            models.CheckConstraint(condition=~Q(why=""), name="a_version_says_why"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="a_version_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"


triggers.register(
    *triggers.append_only("partnership_planversion"), *one_plan_at_a_time(), *one_standing_plan_at_a_time()
)
