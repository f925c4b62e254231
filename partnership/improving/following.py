"""The clock of an improvement action, and whom it falls to."""

from django.urls import reverse

from foundation.design.dates import today
from foundation.lifecycle import running

from ..clocks import ACTION
from ..models import ImprovementAction, Partner

REFERENCE = 40  # of a clock


def start_clock(action: ImprovementAction) -> None:
    """Let it run until the day that was agreed; none runs where nobody writes for the partner."""
    partner = action.partner
    if partner.has_writers_on(today()):
        running.start(
            ACTION, action, team=partner.team, told_team=partner.partnership.team, due_on=action.due_on,
            url=page_of(action), reference=action.what[:REFERENCE],
        )  # fmt: skip


def follow_actions(partner: Partner) -> None:
    """After who writes for a partner has changed: its open actions fall to its team, due when they were. Where nobody
    writes any more, their clocks stop.
    """
    for action in ImprovementAction.objects.still_open().of_partner(partner).with_measure():
        if not partner.has_writers_on(today()):
            running.stop(action, ACTION, met=False)
        elif not running.hand_over(action, ACTION, team=partner.team, user=None):
            start_clock(action)


def page_of(action: ImprovementAction) -> str:
    """The address of an action."""
    return reverse("improvement_detail", args=[action.uuid])
