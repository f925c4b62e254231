"""What partners are told about the plan."""

from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell
from foundation.design.dates import today

from ..models import PlanVersion


class PlanAdopted(Message):
    kind = "partnership_plan_adopted"
    mail_subject = "The partnership's plan was adopted"
    mail_text = "A version of the partnership's plan was adopted: {reference}."


def tell_adopted(version: PlanVersion, *, except_for: Any) -> None:
    """Everybody who works in the partnership."""
    partnership = version.plan.partnership
    message = PlanAdopted(
        text=f"{version} was adopted.",
        url=reverse("partnership_plan_detail", args=[version.plan.uuid]),
        reference=str(version),
    )
    tell(message, User.objects.in_teams(*partnership.teams_on(today())), except_for=except_for)
