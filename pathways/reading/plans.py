"""What the pages of a plan read."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from foundation.lifecycle.models import Event
from people.models import Person

from ..models import Goal, Pathway, Plan, PlanReview, Step
from ..plans.months import say_month
from ..states import PathwayState, PlannedState


@dataclass(frozen=True)
class GoalShown:
    """A goal with its steps, those to do first."""

    goal: Goal
    steps: list[Step]


def goal_for(user: Any, uuid: UUID) -> Goal:
    """The goal, if the user may see the person and the work done with them; else 404."""
    return get_object_or_404(
        Goal.objects.visible_to(user).select_related("person", "plan", "pathway"), uuid=uuid
    )


def step_for(user: Any, uuid: UUID) -> Step:
    """The step, as `goal_for`."""
    found = Step.objects.visible_to(user).select_related("person", "goal__plan", "goal__pathway")
    return get_object_or_404(found, uuid=uuid)


def plan_of(person: Person) -> Plan | None:
    """The live plan, else the one that ended last; None before the first goal."""
    plans = Plan.objects.filter(person=person).select_related("person", "made_by")
    return next(
        iter(sorted(plans, key=lambda plan: (plan.is_live, plan.made_on, plan.pk), reverse=True)), None
    )


def goals_of(plan: Plan) -> list[GoalShown]:
    """Every goal, the open ones first, each with its steps; two queries."""
    steps = Step.objects.filter(goal__plan=plan).order_by("goal_id", "due_month", "id")
    by_goal = {key: list(found) for key, found in groupby(steps, key=lambda step: step.goal_id)}
    goals = Goal.objects.filter(plan=plan).select_related("pathway")
    shown = [
        GoalShown(goal, sorted(by_goal.get(goal.pk, ()), key=lambda step: not step.is_open)) for goal in goals
    ]
    return sorted(shown, key=lambda each: (not each.goal.is_open, each.goal.pk))


def reviews_of(plan: Plan) -> list[PlanReview]:
    """Every review, the latest first."""
    return list(PlanReview.objects.filter(plan=plan).select_related("reviewed_by"))


def pathways_to_choose(person: Person) -> list[Pathway]:
    """Those a goal can belong to: what is closed is reopened with a referral."""
    return list(Pathway.objects.filter(person=person).exclude(state=PathwayState.CLOSED))


def steps_to_do(person: Person) -> list[Step]:
    """The open steps of the live plan, the soonest due first: what the person is handed."""
    live = Step.objects.open().filter(goal__plan__in=Plan.objects.live().filter(person=person))
    return list(live.filter(goal__state=PlannedState.OPEN).select_related("goal").order_by("due_month", "id"))


def changed_since_review(plan: Plan) -> list[tuple[str, Event]]:
    """(what, its event) of every goal and step added, changed or ended since the last review, or at all."""
    planned: dict[tuple[str, int], Goal | Step] = {
        ("pathways.goal", each.pk): each for each in Goal.objects.filter(plan=plan)
    }
    planned |= {("pathways.step", step.pk): step for step in Step.objects.filter(goal__plan=plan)}
    told = Event.objects.filter(
        person_id=plan.person_id, subject_type__in=["pathways.goal", "pathways.step"], what__in=_DONE
    ).select_related("by")
    if plan.reviewed_on:
        told = told.filter(effective_on__gte=plan.reviewed_on)
    return [
        (f"{_DONE[event.what]}: {planned[key]}", event)
        for event in told.order_by("-recorded_at", "-pk")
        if (key := (event.subject_type, event.subject_id)) in planned
    ]


_DONE = {
    "added": "Added",
    "change": "Changed",
    "finish": "Done",
    "drop": "No longer needed",
    "open_again": "Opened again",
}


def in_rows(planned: Goal | Step) -> list[tuple[str, str]]:
    """How a goal or step stands now, to be read beside what somebody typed."""
    if isinstance(planned, Goal):
        rows = [("Goal", planned.words), ("Pathway", str(planned.pathway or "None of them"))]
    else:
        rows = [("Step", planned.words), ("Who does it", planned.whose), ("By", say_month(planned.due_month))]
    return [*rows, ("State", str(planned.get_state_display()))]
