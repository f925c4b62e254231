"""What officers are told about the figures of their measures: no figure, and never a person."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell

from ..models import Measure


class ReportBehindMeasuresWithdrawn(Message):
    kind = "measures_lost_their_report"
    mail_subject = "A report behind measures of your plan was withdrawn"
    mail_text = (
        "A report that measures of your plan rest on was withdrawn ({reference}). The plan says so now."
    )


def tell_withdrawn(snapshot: Any, measures: Sequence[Measure]) -> None:
    """The officers of each partnership whose measures rested on the report."""
    plans = {measure.priority.plan_id: measure.priority.plan for measure in measures}
    for plan in plans.values():
        number = sum(measure.priority.plan_id == plan.pk for measure in measures)
        rested = "1 measure rests" if number == 1 else f"{number} measures rest"
        message = ReportBehindMeasuresWithdrawn(
            text=f"The report of {snapshot} was withdrawn; {rested} on it.",
            url=reverse("partnership_plan_detail", args=[plan.uuid]),
            reference=str(snapshot),
        )
        tell(message, User.objects.in_teams(plan.partnership.team_id))
