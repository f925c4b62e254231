"""Whether treatment goes on outside: by a handover to a service of the directory, else by what staff wrote down.

A service of the directory answers for itself, so its handover goes before what was written about any other one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foundation.design.dates import say_day
from pathways.handovers.states import HandoverState, ServiceKind
from pathways.models import Handover

from ..models import Referral, TreatmentHandover

if TYPE_CHECKING:
    from .checklist import Gate

_TAKEN_BACK = (HandoverState.REFUSED, HandoverState.WITHDRAWN)


def sent_of(referral: Referral) -> Handover | None:
    """The latest handover of the person to a treatment service that stands: open or closed."""
    sent = Handover.objects.filter(person=referral.person_id).of_kind(ServiceKind.TREATMENT)
    return sent.exclude(state__in=_TAKEN_BACK).select_related("service").latest_first().first()


def said(gate: Gate) -> str:
    """The service and its appointment; "" while the appointment or the medication bridge is open."""
    if sent := gate.handed_over:
        stands = str(sent.get_state_display()).lower()
        day = say_day(sent.appointment_on) if sent.appointment_on else ""
        return "" if _lacks(sent) else f"{sent.service}, appointment {day}, {stands}"
    written = gate.treatment
    if written is None or written.appointment_on is None or _lacks(written):
        return ""
    return f"{written.service}, appointment {say_day(written.appointment_on)}"


def hint(gate: Gate) -> str:
    """What is still open."""
    if sent := gate.handed_over:
        return f"{sent.service}: {str(sent.get_state_display()).lower()}. Still open: {' and '.join(_lacks(sent))}."
    written = gate.treatment
    if written is None:
        return "Name the service, the appointment and the medication bridge."
    return f"Handed over to {written.service}. Still open: {' and '.join(_lacks(written))}."


def _lacks(handover: Handover | TreatmentHandover) -> list[str]:
    """The service books, and the side that sends sees to the medication."""
    lacks = [] if handover.appointment_on else ["appointment date"]
    return lacks + (["medication bridge"] if handover.bridge == TreatmentHandover.Bridge.NO else [])
