"""Leaving a hub: the place is freed and what was booked is taken back. Moving to another hub: the place goes along."""

import datetime

from django.db import transaction

from foundation.design.dates import today
from foundation.lifecycle import events
from foundation.lifecycle.transitions import perform

from ..models import Booking, Hub, Place
from ..states import BookingState
from .places import end_place, open_place


@transaction.atomic
def leave(person, hub: Hub, *, by, on: datetime.date | None = None) -> None:
    """Free the person's place at the hub and take back every booking there that is still to come.

    Only actions of the storeys above call this; they have asked who may. (domain: Places; Referral)
    """
    end_place(person, hub, by=None, ended_on=on)
    cancel_bookings_to_come(person, hub=hub, by=by)


def cancel_bookings_to_come(person, *, by, hub: Hub | None = None) -> int:
    """Take back the person's bookings in sessions that have not begun, at one hub or everywhere; gives how many."""
    ahead = Booking.objects.filter(person=person, state=BookingState.BOOKED, mark="", held_on__gte=today())
    if hub is not None:
        ahead = ahead.filter(hub=hub)
    coming = [booking for booking in ahead.select_related("session", "hub") if not booking.session.has_begun]
    for booking in coming:
        perform(booking, "cancel_for_hub", by=None, told={"for": by})
    return len(coming)


@transaction.atomic
def move_place(person, from_hub: Hub, to_hub: Hub, *, by, over_capacity_reason: str = "") -> Place | None:
    """End the place at one hub and open one at the other, or neither. None when there was none to move.

    Both hubs are locked in one order, so that two moves the other way round cannot wait for each other. Raises as
    `open_place`. (domain: Referral, transfer)
    """
    list(Hub.objects.select_for_update().filter(pk__in=[from_hub.pk, to_hub.pk]).order_by("pk"))
    standing = Place.objects.open().filter(person=person, hub=from_hub).first()
    cancel_bookings_to_come(person, hub=from_hub, by=by)
    if standing is None:
        return None
    standing.ended_on = max(today(), standing.opened_on)
    standing.save(update_fields=["ended_on"])
    events.write(
        [events.entry(standing, "moved", by=by, effective_on=standing.ended_on, facts={"to": to_hub})]
    )
    return open_place(person, to_hub, by=by, over_capacity_reason=over_capacity_reason)
