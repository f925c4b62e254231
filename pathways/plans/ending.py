"""What stands against ending a goal or a step, or opening it again. Of rows as they stand in memory and below."""

from django.apps import apps

from ..states import PlanState


def why_not_planned(planned) -> str:
    """Nothing of a plan that has ended changes any more."""
    if planned.plan.state == PlanState.LIVE:
        return ""
    return "This plan has ended with the support. A reopened referral opens it again."


def why_goal_not_done(goal) -> str:
    """Each of its steps is done or no longer needed first: what is left to do would vanish from the plan."""
    if sentence := why_not_planned(goal):
        return sentence
    open_steps = apps.get_model("pathways", "Step").objects.open().filter(goal=goal.pk)
    if not open_steps.exists():
        return ""
    return "This goal has open steps. Say of each whether it is done or no longer needed, then end the goal."


def why_step_not_open_again(step) -> str:
    """A step goes on only under a goal that is worked for."""
    if sentence := why_not_planned(step):
        return sentence
    return "" if step.goal.is_open else "Its goal has ended. Open the goal again first."
