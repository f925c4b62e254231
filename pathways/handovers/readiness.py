"""What a handover needs before it moves (domain: Handover)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foundation.design.dates import say_day, today

from .states import ServiceKind

if TYPE_CHECKING:
    from foundation.lifecycle.models import Reason

    from ..models import Handover


def missing_to_end(handover: Handover, *, because: Reason | None, text: str, **more) -> list[str]:
    """A reason of the list, and words where the list asks for them."""
    if because is None:
        return ["a reason from the list"]
    return ["a few words of explanation"] if because.text_required and not text.strip() else []


def not_before_the_appointment(handover: Handover) -> str:
    """Whether somebody came is known once the day has come."""
    day = handover.appointment_on
    if day is None or day <= today():
        return ""
    return (
        f"The appointment is on {say_day(day)}. Whether the person came is recorded once that day has come."
    )


def not_for_treatment(handover: Handover) -> str:
    if handover.service.kind != ServiceKind.TREATMENT:
        return "Only a treatment service records that treatment has started."
    return "That treatment has started is recorded already." if handover.spell_id else ""


def not_a_duty_to_refer(handover: Handover) -> str:
    if handover.service.kind == ServiceKind.HOUSING:
        return ""
    return "Only a housing authority answers a duty-to-refer."


def not_before_the_duty_is_answered(handover: Handover) -> str:
    """A duty-to-refer is not closed without its answer."""
    if handover.service.kind == ServiceKind.HOUSING and not handover.duty_answer:
        return "Say first whether the authority accepts the duty-to-refer, then close the handover."
    return ""
