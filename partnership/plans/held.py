"""Officers work on one plan one after the other: its row is held while something of it is changed."""

from typing import Any

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle.transitions import Refused

from ..access import keeps_plan
from ..models import Plan
from ..states import PlanState


def held_to_keep(plan: Plan, by: Any) -> Plan:
    """The plan as it stands, kept from other officers until the transaction ends. Raises NotYou, and Refused of one
    that was abandoned.
    """
    ask(by, Permission.KEEP_PLAN)
    if not keeps_plan(by, plan):
        raise NotYou("Only an officer of this partnership changes its plan.")
    held = Plan.objects.with_partnership().select_for_update(of=("self",)).get(pk=plan.pk)
    if held.state == PlanState.ABANDONED:
        raise Refused("This plan was abandoned. Draft another.")
    return held
