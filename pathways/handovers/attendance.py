"""Who came when, and when treatment began, as the history of a handover tells it (domain: Handover)."""

import datetime
from typing import TYPE_CHECKING

from foundation.lifecycle import events

from .states import HandoverState as H

if TYPE_CHECKING:
    from foundation.accounts.models import User

    from ..models import Handover


def last_day(handover: "Handover") -> datetime.date | None:
    """The day that is recorded of the last appointment, None while the person is not put down as having come."""
    if handover.state != H.ATTENDED:
        return None
    told = events.of(handover).filter(what__in=("attend", "put_right"), to_state=H.ATTENDED)
    return told.order_by("-id").values_list("effective_on", flat=True).first() or handover.attended_on


def treatment_from(handover: "Handover") -> datetime.date | None:
    """The first day of treatment as the service said it, which may have joined an episode of another day."""
    told = events.of(handover).filter(what="start_treatment").order_by("-id")
    return told.values_list("effective_on", flat=True).first()


def recorded_by(handover: "Handover") -> "User | None":
    """Whoever of the service recorded last that the person came; None of what a file brought."""
    told = events.of(handover).filter(what__in=("attend", "put_right"), to_state=H.ATTENDED)
    last = told.select_related("by").order_by("-id").first()
    return last.by if last else None


def first_before_the_last(handover: "Handover") -> datetime.date | None:
    """The first attendance as it stood before anything was recorded of the last appointment."""
    booked = type(handover).versions.filter(version_of=handover.pk, state=H.BOOKED)
    return booked.order_by("-superseded_at", "-pk").values_list("attended_on", flat=True).first()
