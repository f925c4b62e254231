"""Leaving a hub: the place is freed and what was booked is taken back. Moving to another hub: the place goes along."""

import datetime

from django.db import transaction

from foundation.design.dates import today
from foundation.lifecycle import events
from foundation.lifecycle.transitions import perform

from ..bookings import notices as booking_notices
from ..models import Booking, Hub, Place
from ..rules import hold
from .asked import rows_locked
from .offers import offer_places
from .places import end_place, hold_place, open_place


@transaction.atomic
def leave(person, hub: Hub, *, by, on: datetime.date | None = None) -> None:
    """Free the person's place at the hub and take back every booking there that is still to come.

    Only actions of the storeys above call this; they have asked who may. (domain: Places; Referral)
    """
    hold(hub)  # before the place's row
    end_place(person, hub, by=None, ended_on=on)
    cancel_bookings_to_come(person, hub=hub, by=by)


@transaction.atomic
def cancel_bookings_to_come(person, *, by, hub: Hub | None = None) -> int:
    """Take back what the person has booked, was offered or waits for in sessions that have not begun.

    At one hub or everywhere; gives how many. Who works with the person is told; what becomes free is offered to those
    waiting.
    """
    ahead = Booking.objects.live().ahead().filter(person=person, mark="")
    if hub is not None:
        ahead = ahead.filter(hub=hub)
    sessions = rows_locked(booking.session for booking in ahead.select_related("session"))
    coming = list(ahead.filter(session__in=sessions).select_related("session", "hub", "person"))
    for booking in coming:
        perform(booking, "cancel_for_hub", by=None, told={"for": by})
    booking_notices.tell_taken_back(coming, by=by)
    for session in sessions:
        offer_places(session, by=by)
    return len(coming)


@transaction.atomic
def move_place(person, from_hub: Hub, to_hub: Hub, *, by, over_capacity_reason: str = "") -> Place | None:
    """End the place at one hub and open one at the other, or neither. None when there was none to move.

    Both hubs are locked in one order, so that two moves the other way round cannot wait for each other. Raises as
    `open_place`. (domain: Referral, transfer)
    """
    hold(from_hub, to_hub)
    list(Hub.objects.select_for_update(no_key=True).filter(pk__in=[from_hub.pk, to_hub.pk]).order_by("pk"))
    standing = Place.objects.open().filter(person=person, hub=from_hub).first()
    cancel_bookings_to_come(person, hub=from_hub, by=by)
    if standing is None:
        return None
    standing.ended_on = max(today(), standing.opened_on)
    standing.save(update_fields=["ended_on"])
    events.write(
        [events.entry(standing, "moved", by=by, effective_on=standing.ended_on, facts={"to": to_hub})]
    )
    place = open_place(person, to_hub, by=by, over_capacity_reason=over_capacity_reason)
    if standing.held_since:
        hold_place(person, to_hub, by=by, since=standing.held_since)
    return place
