"""What the plan's page says, and what its reader can do."""

from typing import Any

from django.urls import reverse

from foundation.accounts.roles import Permission
from pathways.access import may_record
from pathways.clocks import PLAN_REVIEW
from pathways.models import Plan
from pathways.reading.plans import goals_of, plan_of, reviews_of

from ..known.about import About


def about(known: About) -> dict[str, Any]:
    """The plan with its goals and reviews; six queries at most, however long it is."""
    plan = plan_of(known.person)
    may_write = _may_write(known, plan)
    return {
        "plan": plan,
        "goals": goals_of(plan) if plan else [],
        "reviews": reviews_of(plan) if plan else [],
        "review_due_on": PLAN_REVIEW.due_on(plan.reviewed_on or plan.made_on)
        if plan and plan.is_live
        else None,
        "may_write": may_write,
        "acts": _acts(known, plan) if may_write else [],
        "may_text": known.user.may(Permission.RUN_SESSIONS),
    }


def _may_write(known: About, plan: Plan | None) -> bool:
    """Staff of an involved hub, for somebody who lives; a plan that has ended is read only."""
    if known.person.died_on or not known.user.may(Permission.RECORD_PATHWAY):
        return False
    return may_record(known.user, plan or Plan(person=known.person))


def _acts(known: About, plan: Plan | None) -> list[dict[str, Any]]:
    where = [known.person.uuid]
    goal = {"label": "Add a goal", "url": reverse("goal_add", args=where), "get": True}
    if plan is None or not plan.is_live:
        return [goal | {"label": "Make the plan", "needs": "With the first goal and its first step."}]
    review = {"label": "Review the plan", "url": reverse("plan_review", args=where), "get": True,
              "needs": "With the person, at least every 90 days."}  # fmt: skip
    return [goal | {"needs": "With its first step."}, review]
