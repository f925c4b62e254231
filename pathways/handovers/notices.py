"""What the two sides of a handover tell each other. It names nobody: the page it leads to asks who may see whom."""

from collections.abc import Iterable

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day
from people.seeing.sight import not_hidden_among

from ..models import Handover
from .clocks import RECEIPT


class _AboutHandover(Message):
    """Leads to the page of whoever is told: the service has one of its own."""

    page = "handed_over_detail"

    def __init__(self, handover: Handover, text: str) -> None:
        url = reverse(self.page, args=[handover.uuid])
        super().__init__(text=text, url=url, reference=handover.reference)


class HandoverArrived(_AboutHandover):
    """To the workers of the service."""

    kind = "handover_arrived"
    mail_subject = "Throughgate: handover {reference} was sent to your service"
    mail_text = (
        "Handover {reference} was sent to your service. Receive it within 2 working days, or refuse it."
    )

    def __init__(self, handover: Handover) -> None:
        due_on = RECEIPT.due_on(handover.sent_on)
        super().__init__(
            handover, f"Handover {handover} was sent to you: receive or refuse it by {say_day(due_on)}."
        )


class HandoverAnswered(_AboutHandover):
    """To the side that sent it, whenever the service records something."""

    kind = "handover_answered"
    page = "handover_detail"
    mail_subject = "Throughgate: the service has answered handover {reference}"
    mail_text = "The service has recorded something about handover {reference}."

    def __init__(self, handover: Handover, what: str) -> None:
        super().__init__(handover, f"{handover.service}, handover {handover}: {what}.")


class HandoverWithdrawn(_AboutHandover):
    """To the workers of the service, who see it no longer."""

    kind = "handover_withdrawn"
    mail_subject = "Throughgate: handover {reference} was withdrawn"
    mail_text = (
        "Handover {reference} was withdrawn. Nothing more is asked of your service, and you see it no longer."
    )

    def __init__(self, handover: Handover) -> None:
        Message.__init__(
            self,
            text=f"Handover {handover} was withdrawn. You see it no longer.",
            url=reverse("handed_over_list"),
            reference=handover.reference,
        )


class HandoverChanged(_AboutHandover):
    """To the workers of the service, when something that the handover shares has changed."""

    kind = "handover_changed"
    mail_subject = "Throughgate: something about handover {reference} has changed"
    mail_text = "Something about handover {reference} has changed. Check whether the appointment still fits."

    def __init__(self, handover: Handover, what: str) -> None:
        super().__init__(handover, f"Handover {handover}: {what}")


def workers_of(handover: Handover) -> list[User]:
    """Those who answer for the service, without anybody from whom the person is hidden."""
    team = User.objects.in_teams(handover.service.team_id)
    return not_hidden_among(handover.person, [user for user in team if user.may(Permission.ANSWER_HANDOVER)])


def sending_side(handover: Handover) -> Iterable[User]:
    """Whoever sent it, while they are still of the team that follows it; else everybody of that team who may send.

    Nobody from whom the person is hidden.
    """
    team = [user for user in User.objects.in_teams(handover.team_id) if user.may(Permission.SEND_HANDOVER)]
    team = not_hidden_among(handover.person, team)
    return [user for user in team if user.pk == handover.sent_by_id] or team


def tell_sender(handover: Handover, what: str, *, by: User | None) -> None:
    tell(HandoverAnswered(handover, what), sending_side(handover), except_for=by)


def tell_service(message: Message, handover: Handover, *, by: User | None) -> None:
    tell(message, workers_of(handover), except_for=by)
