"""What pages of the plan share."""

from django.urls import reverse

from foundation.accounts.roles import Permission

from ...models import Plan

READS = (Permission.READ_PLAN, Permission.READ_SCRUTINY)


def plan_url(plan: Plan, name: str = "partnership_plan_detail") -> str:
    """The address of a plan, or of a page below it."""
    return reverse(name, args=[plan.uuid])
