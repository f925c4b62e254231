"""A person's plan: goals, the steps to them, and its reviews (domain: Plan)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import SAME, moves

from .. import access
from ..plans import ending
from ..querysets import PlannedQuerySet, PlanQuerySet
from ..states import NO_LONGER_OPEN, PlannedState, PlanState

_WRITERS = "a worker of an involved hub"


class Plan(Fact, Stateful):
    """One live plan per person, from the first goal until support ends. `reviewed_on` is the last review."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="plans")
    state = StateField(default=PlanState.LIVE, choices=PlanState.choices)
    made_on = models.DateField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_on = models.DateField(null=True, blank=True)

    objects = CurrentManager.from_queryset(PlanQuerySet)()

    class Meta:
        ordering = ["-made_on", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_plan_of_a_uuid"),
            models.UniqueConstraint(
                fields=["person"], condition=CURRENT & Q(state=PlanState.LIVE), name="one_live_plan"
            ),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_known"),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"

    @property
    def is_live(self) -> bool:
        return self.state == PlanState.LIVE

    @moves(PlanState.LIVE, SAME, permission=Permission.RECORD_PATHWAY, who=_WRITERS, allows=access.is_involved,
           needs="what was reviewed, and why the plan changed or did not")  # fmt: skip
    def review(self, *, on) -> None:
        """Looked at with the person; the review clock starts anew."""
        self.reviewed_on = on

    @moves(PlanState.LIVE, PlanState.ENDED, permission=Permission.RECORD_PATHWAY,
           who="set by the end of the person’s last open referral", allows=access.is_involved,
           by_system=True)  # fmt: skip
    def end(self) -> None:
        """Support is over; what was open stays as it was left."""

    @moves(PlanState.ENDED, PlanState.LIVE, permission=Permission.RECORD_PATHWAY,
           who="set by a reopened referral", allows=access.is_involved, by_system=True)  # fmt: skip
    def reopen(self) -> None:
        """Support goes on after all."""


class Planned(Fact, Stateful):
    """What a goal and a step have alike: words for the person, and how it ended."""

    LONGEST = 200  # characters of its words

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    words = models.CharField(max_length=LONGEST)
    state = StateField(default=PlannedState.OPEN, choices=PlannedState.choices)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)

    objects = CurrentManager.from_queryset(PlannedQuerySet)()

    class Meta:
        abstract = True
        ordering = ["id"]
        base_manager_name = "versions"
        default_manager_name = "objects"

    def __str__(self) -> str:
        return self.words

    @property
    def is_open(self) -> bool:
        return self.state == PlannedState.OPEN

    def _end(self, on, reason: str = "") -> None:
        self.ended_on, self.end_reason = on, reason


def _rules(name: str) -> list[models.BaseConstraint]:
    """What the database refuses of a goal and of a step."""
    open_, done, dropped = PlannedState.OPEN, PlannedState.DONE, PlannedState.NO_LONGER_NEEDED
    return [
        models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name=f"one_{name}_of_a_uuid"),
        models.CheckConstraint(condition=Q(state__in=PlannedState.values), name=f"{name}_state_known"),
        models.CheckConstraint(
            condition=Q(state=open_, ended_on=None, end_reason="")
            | Q(state=done, ended_on__isnull=False)
            | Q(state=dropped, ended_on__isnull=False) & ~Q(end_reason=""),
            name=f"a_{name}_has_its_end",
        ),
    ]


class Goal(Planned):
    """Something the person wants to reach; of a pathway, or of life besides."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="goals")
    pathway = models.ForeignKey(
        "pathways.Pathway", null=True, blank=True, on_delete=models.PROTECT, related_name="goals"
    )

    class Meta(Planned.Meta):
        constraints = _rules("goal")

    @moves(PlannedState.OPEN, SAME, permission=Permission.RECORD_PATHWAY, who=_WRITERS, allows=access.is_involved,
           not_now=ending.why_not_planned)  # fmt: skip
    def change(self, *, said: str, pathway) -> None:
        """Put in other words, or under another pathway; the former ones are kept."""
        self.words, self.pathway = said, pathway

    @moves(PlannedState.OPEN, PlannedState.DONE, permission=Permission.RECORD_PATHWAY, who=_WRITERS,
           allows=access.is_involved, not_now=ending.why_goal_not_done, needs="every step ended")  # fmt: skip
    def finish(self, *, on) -> None:
        """Reached."""
        self._end(on)

    @moves(PlannedState.OPEN, PlannedState.NO_LONGER_NEEDED, permission=Permission.RECORD_PATHWAY, who=_WRITERS,
           allows=access.is_involved, not_now=ending.why_not_planned, needs="reason")  # fmt: skip
    def drop(self, *, on, because: str) -> None:
        """The person wants or needs it no more; its open steps fall with it."""
        self._end(on, because)

    @moves(NO_LONGER_OPEN, PlannedState.OPEN, permission=Permission.RECORD_PATHWAY, who=_WRITERS,
           allows=access.is_involved, not_now=ending.why_not_planned, needs="reason")  # fmt: skip
    def open_again(self) -> None:
        """It is worked for again, or was ended by mistake."""
        self._end(None)


class Step(Planned):
    """One thing that somebody does by a month. `due_month` is its first day."""

    class Owner(models.TextChoices):
        PERSON = "person", "The person"
        KEY_WORKER = "key_worker", "Key worker"
        PRACTITIONER = "practitioner", "Probation practitioner"
        PARTNER = "partner", "Partner service"

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="steps")
    owner = models.CharField(max_length=20, choices=Owner.choices)
    partner = models.CharField("which service", max_length=80, blank=True)
    due_month = models.DateField()

    class Meta(Planned.Meta):
        ordering = ["due_month", "id"]
        constraints = [
            *_rules("step"),
            models.CheckConstraint(
                condition=Q(owner__in=["person", "key_worker", "practitioner", "partner"]),
                name="step_owner_known",
            ),
            models.CheckConstraint(
                condition=Q(owner="partner") | Q(partner=""), name="only_a_partners_step_names_a_service"
            ),
        ]

    @property
    def plan(self) -> Plan:
        return self.goal.plan

    @property
    def whose(self) -> str:
        """Who does it: Key worker, or the name of the partner service."""
        return self.partner or str(self.get_owner_display())

    @property
    def is_late(self) -> bool:
        """Still open when its month is over."""
        return self.is_open and self.due_month < today().replace(day=1)

    @moves(PlannedState.OPEN, SAME, permission=Permission.RECORD_PATHWAY, who=_WRITERS, allows=access.is_involved,
           not_now=ending.why_not_planned)  # fmt: skip
    def change(self, *, said: str, owner: str, partner: str, due_month) -> None:
        """Other words, another owner or another month; the former ones are kept."""
        self.words, self.owner, self.partner, self.due_month = said, owner, partner, due_month

    @moves(PlannedState.OPEN, PlannedState.DONE, permission=Permission.RECORD_PATHWAY, who=_WRITERS,
           allows=access.is_involved, not_now=ending.why_not_planned)  # fmt: skip
    def finish(self, *, on) -> None:
        """Done."""
        self._end(on)

    @moves(PlannedState.OPEN, PlannedState.NO_LONGER_NEEDED, permission=Permission.RECORD_PATHWAY, who=_WRITERS,
           allows=access.is_involved, not_now=ending.why_not_planned, needs="reason")  # fmt: skip
    def drop(self, *, on, because: str) -> None:
        """Not needed any more."""
        self._end(on, because)

    @moves(NO_LONGER_OPEN, PlannedState.OPEN, permission=Permission.RECORD_PATHWAY, who=_WRITERS,
           allows=access.is_involved, not_now=ending.why_step_not_open_again, needs="reason")  # fmt: skip
    def open_again(self) -> None:
        """Still to do after all."""
        self._end(None)


class PlanReview(Fact):
    """The plan was looked at on a day: what was reviewed, and why it changed or did not."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="plan_reviews")
    reviewed_on = models.DateField()
    said = models.TextField("what was reviewed, and why the plan changed or did not", max_length=2000)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CurrentManager()

    class Meta:
        ordering = ["-reviewed_on", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(said=""), name="a_plan_review_says_something"),
        ]

    def __str__(self) -> str:
        return f"review of plan {self.plan_id}"

    @property
    def effective_on(self):
        return self.reviewed_on
