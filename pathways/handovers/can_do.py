"""What each side can do now with a handover. Nothing is offered that would be refused."""

from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.lifecycle.transitions import can

from ..models import Handover
from . import access
from .states import Bridge, HandoverState


def acts_of_sender(handover: Handover, user: User) -> list[dict[str, Any]]:
    """Withdrawing it, and the medication bridge; the rest is the service's."""
    acts: list[dict[str, Any]] = []
    may = handover.is_open and access.may_send_for(user, handover.person)
    if may and handover.is_for_treatment and handover.bridge != Bridge.NOT_NEEDED:
        needs = "Say whether medication is arranged until the first appointment."
        acts.append(_act("Medication bridge", "handover_bridge", handover, needs=needs, outlined=True))
    if can(user, "withdraw", handover):
        needs = "Needs a reason. The service sees the person no longer."
        acts.append(_act("Withdraw the handover", "handover_withdraw", handover, needs=needs, outlined=True))
    return acts


def turn_for_sender(handover: Handover) -> str:
    """Whose turn it is, where there is nothing to do."""
    if not handover.is_open:
        return "The handover has ended. The service sees the person no longer."
    return "It is with the service. You are told of everything it records."


def acts_of_service(handover: Handover, user: User) -> list[dict[str, Any]]:
    """What comes next first: receive before all, then who came, then another appointment."""
    again = handover.appointment_at is not None
    is_booked = handover.state == HandoverState.BOOKED
    book = (
        "Change the appointment"
        if is_booked
        else "Book another appointment"
        if again
        else "Book an appointment"
    )
    told_again = (
        "Change the answer to the duty-to-refer" if handover.duty_answer else "Answer the duty-to-refer"
    )
    offered = [
        _act("Receive", "handed_over_receive", handover, needs="You see the person until the handover ends."),
        _act("The person came", "handed_over_attend", handover, get=True, needs="Asks for the day."),
        _act("The person did not come", "handed_over_miss", handover, needs="Another appointment can be booked."),
        _act(book, "handed_over_book", handover, get=True, needs="The side that sent the handover is told."),
        _act("Put right who came", "handed_over_put_right", handover, get=True, outlined=True,
             needs="What was recorded of the last appointment was wrong. It is kept."),
        _act("Record that treatment started", "handed_over_treatment", handover, get=True,
             needs="Makes the treatment episode."),
        _act("Record a TOP form", "handed_over_form", handover, get=True,
             needs="As you filled it in with the person."),
        _act(told_again, "handed_over_duty", handover, get=True, needs="Accepted with the duty owed, or why not."),
        _act("Close the handover", "handed_over_close", handover, get=True,
             needs="With what came of it. You see the person no longer.", outlined=True),
        _act("Refuse", "handed_over_refuse", handover, get=True, outlined=True,
             needs="Needs a reason. You see the person no longer."),
    ]  # fmt: skip
    return [act for act in offered if _is_open(act["page"], handover, user)]


def _is_open(page: str, handover: Handover, user: User) -> bool:
    if page == "handed_over_form":
        return access.may_record_forms(user, handover)
    return can(user, _VERB_OF[page], handover)


_VERB_OF = {
    "handed_over_receive": "receive", "handed_over_attend": "attend", "handed_over_miss": "miss",
    "handed_over_book": "book", "handed_over_treatment": "start_treatment", "handed_over_duty": "answer_duty",
    "handed_over_close": "close", "handed_over_put_right": "put_right", "handed_over_refuse": "refuse",
}  # fmt: skip


def _act(label: str, page: str, handover: Handover, *, get: bool = False, **more: Any) -> dict[str, Any]:
    asks = get or page.startswith("handover_")
    return {"label": label, "page": page, "url": reverse(page, args=[handover.uuid]), "get": asks} | more
