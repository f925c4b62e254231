"""What a partner is told of its improvement actions. An action names posts, never people."""

from django.urls import reverse

from foundation.accounts.notices import Message
from foundation.design.dates import say_day

from ..models import ImprovementAction


class ActionDueSoon(Message):
    """To the users of the partner, once, some days before it is due."""

    kind = "improvement_due_soon"
    mail_subject = "Throughgate: an improvement action is due soon"
    mail_text = "An improvement action is due soon ({reference}). Close it, or say in a report how far it is."

    def __init__(self, action: ImprovementAction) -> None:
        text = f"Due on {say_day(action.due_on)}: {action.what}. Close it, or report how far it is."
        url = reverse("improvement_detail", args=[action.uuid])
        super().__init__(text=text[:300], url=url, reference=f"due {say_day(action.due_on)}")
