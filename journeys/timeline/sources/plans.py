"""The plan: when it was made and reviewed, and what became of its goals and steps."""

from foundation.accounts.roles import Permission
from pathways.models import Goal, Plan, PlanReview, Step
from pathways.states import PlannedState

from ..entries import Row, Said, Source, dated


def _say_made(row: Row) -> Said:
    return Said("Plan made", f"plan, by {row.who}" if row.who else "plan")


def _say_review(row: Row) -> Said:
    return Said("Plan reviewed", f"plan, by {row.who}", row.more)


def _say_goal(row: Row) -> Said:
    became = "Goal reached" if row.code == PlannedState.DONE else "Goal no longer needed"
    return Said(f"{became}: {row.words}", f"plan. {row.more}" if row.more else "plan")


def _say_step(row: Row) -> Said:
    became = "Step done" if row.code == PlannedState.DONE else "Step no longer needed"
    return Said(f"{became}: {row.words}", f"plan. {row.more}" if row.more else "plan")


_SEES = Permission.VIEW_REFERRAL
_made = dated(Plan, "made_on", who="made_by__name")
_reviews = dated(PlanReview, "reviewed_on", more="said", who="reviewed_by__name")
_goals = dated(Goal, "ended_on", known_by="state", code="state", words="words", more="end_reason")
_steps = dated(Step, "ended_on", known_by="state", code="state", words="words", more="end_reason")

SOURCES = (
    Source("plan_made", "plan", _SEES, _made, _say_made),
    Source("plan_review", "plan", _SEES, _reviews, _say_review),
    Source("goal_ended", "plan", _SEES, _goals, _say_goal),
    Source("step_ended", "plan", _SEES, _steps, _say_step),
)
