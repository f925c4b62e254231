"""Places at a hub, and the induction that lets a person use one."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle import events, facts
from foundation.lifecycle.transitions import Refused
from people.rules import says_too_much

from .. import access
from ..models import Hub, Induction, Place


class HubFull(Refused):
    """Every place is taken, and nobody who may has said why one more is opened."""


def places_free(hub: Hub) -> int:
    """Places that are not taken today: one that is held for its person is taken.

    Below nothing when a hub manager opened more than there are.
    """
    return hub.places - Place.objects.open().filter(hub=hub).count()


@transaction.atomic
def open_place(person, hub: Hub, *, by, over_capacity_reason: str = "") -> Place:
    """Open the person's place at the hub from today; the place they already have is given back as it is.

    The hub's row is locked first, so that two acceptances cannot both take the last place.
    Raises HubFull without a free place and a reason; NotYou when the reason is given by somebody who is not the hub
    manager. (domain: Referral, accept)
    """
    _ask_at_hub(by, Permission.DECIDE_REFERRAL, hub)
    hub = Hub.objects.select_for_update(no_key=True).get(pk=hub.pk)
    if standing := Place.objects.open().filter(person=person, hub=hub).first():
        return standing
    reason = over_capacity_reason.strip() if places_free(hub) <= 0 else ""
    if places_free(hub) <= 0:
        _ask_over_capacity(by, hub, reason)
    place = Place.objects.create(
        person=person, hub=hub, opened_on=timezone.localdate(), over_capacity_reason=reason,
        allowed_by=by if reason else None,
    )  # fmt: skip
    events.write([events.entry(place, "opened", by=by, effective_on=place.opened_on)])
    return place


@transaction.atomic
def end_place(person, hub: Hub, *, by, ended_on: datetime.date | None = None) -> Place | None:
    """End the person's open place (default: today), so that somebody else can have it; None if there was none."""
    if by is not None:
        _ask_at_hub(by, Permission.DECIDE_REFERRAL, hub)
    place = Place.objects.select_for_update().open().filter(person=person, hub=hub).first()
    if place is None:
        return None
    place.ended_on = max(ended_on or timezone.localdate(), place.opened_on)
    place.save(update_fields=["ended_on"])
    events.write([events.entry(place, "ended", by=by, effective_on=place.ended_on)])
    return place


def hold_place(person, hub: Hub, *, by, since: datetime.date | None = None) -> Place | None:
    """Keep the person's place while the referral is on hold (default: from today): it stays taken, and is shown so.

    Gives the place, or None for somebody without one: who waits has none yet. (domain: Places)
    """
    return _keep(person, hub, "held", by, since or timezone.localdate())


def resume_place(person, hub: Hub, *, by) -> Place | None:
    """The person uses the place again; None for somebody without one."""
    return _keep(person, hub, "resumed", by, None)


@transaction.atomic
def _keep(person, hub: Hub, what: str, by, since: datetime.date | None) -> Place | None:
    place = Place.objects.select_for_update().open().filter(person=person, hub=hub).first()
    if place is None or place.held_since == since or (place.held_since and since):
        return place
    place.held_since = since
    place.save(update_fields=["held_since"])
    events.write([events.entry(place, what, by=by)])
    return place


@transaction.atomic
def record_induction(
    person, hub: Hub, *, by, inducted_on: datetime.date, covered: Sequence[str], note: str = ""
) -> Induction:
    """Record that the person was inducted at the hub on a day; the same day twice is one induction.

    Raises Refused for a day to come. (domain: Hub, Induction)
    """
    _ask_at_hub(by, Permission.RECORD_INDUCTION, hub)
    if inducted_on > timezone.localdate():
        raise Refused("An induction can be recorded on its day or after it, not before.")
    Hub.objects.select_for_update(no_key=True).get(pk=hub.pk)
    same_day = Induction.objects.filter(person=person, hub=hub, inducted_on=inducted_on)
    if known := same_day.first():
        return known
    induction = Induction(
        person=person, hub=hub, inducted_on=inducted_on, inducted_by=by, covered=list(covered), note=note
    )
    return facts.record([induction], by=by)[0]


def _ask_at_hub(by, permission: Permission, hub: Hub) -> None:
    ask(by, permission)
    if by is not None and not access.works_at(by, hub):
        raise NotYou(f"Only a worker of {hub.name} can do this.")


def _ask_over_capacity(by, hub: Hub, reason: str) -> None:
    if not reason:
        raise HubFull(f"{hub.name} has no free place. The hub manager can open one more and say why.")
    if too_long := says_too_much(reason, 300):
        raise Refused(too_long)
    if not access.may_exceed_capacity(by, hub):
        raise NotYou(f"Only the hub manager of {hub.name} can open a place when the hub is full.")
