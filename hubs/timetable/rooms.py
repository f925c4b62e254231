"""What the hub manager says of rooms and of the calendar's address."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle import events

from .. import access
from ..models import Hub, Room, Session, TimetableFeed, TimetableRule
from ..states import AHEAD
from .recurrence import RuleRefused


@transaction.atomic
def add_room(hub: Hub, *, by, name: str, holds: int | None, closed_on: datetime.date | None = None) -> Room:
    """Add a room to the hub. Raises RuleRefused for a name that is there already, NotYou."""
    _ask_manager(hub, by)
    room = Room(hub=hub, name=name, holds=holds, closed_on=closed_on)
    _save(room)
    events.write([events.entry(room, "added", by=by)])
    return room


@transaction.atomic
def change_room(room: Room, *, by, name: str, holds: int | None, closed_on: datetime.date | None) -> Room:
    """Rename a room, say how many it holds, or from when it is used no longer.

    Raises RuleRefused for a name that is there already, a size below what is put on there, and a closing day after
    which sessions stand there still; NotYou.
    """
    _ask_manager(room.hub, by)
    room = Room.objects.select_for_update(of=("self",)).select_related("hub").get(pk=room.pk)
    wanted = {"name": name, "holds": holds, "closed_on": closed_on}
    moved = {name: value for name, value in wanted.items() if getattr(room, name) != value}
    if not moved:
        return room
    _ask_what_stands(room, holds, closed_on)
    told = {name: {"from": getattr(room, name), "to": value} for name, value in moved.items()}
    for field, value in moved.items():
        setattr(room, field, value)
    _save(room)
    events.write([events.entry(room, "changed", by=by, facts=told)])
    return room


@transaction.atomic
def make_feed(hub: Hub, *, by) -> TimetableFeed:
    """A new address for the hub's calendar; the one before stops working at once."""
    revoke_feed(hub, by=by)
    feed = TimetableFeed.objects.create(hub=hub, made_by=by)
    events.write([events.entry(feed, "made", by=by)])
    return feed


@transaction.atomic
def revoke_feed(hub: Hub, *, by) -> bool:
    """Let the address of the hub's calendar work no longer; gives whether there was one."""
    _ask_manager(hub, by)
    Hub.objects.select_for_update().get(pk=hub.pk)
    feed = TimetableFeed.objects.filter(hub=hub, revoked_at=None).first()
    if feed is None:
        return False
    feed.revoked_by, feed.revoked_at = by, timezone.now()
    feed.save(update_fields=["revoked_by", "revoked_at"])
    events.write([events.entry(feed, "revoked", by=by)])
    return True


def _ask_manager(hub: Hub, by) -> None:
    ask(by, Permission.MANAGE_HUB)
    if not access.works_at(by, hub):
        raise NotYou(f"Only the hub manager of {hub.name} can do this.")


def _save(room: Room) -> None:
    try:
        with transaction.atomic():
            room.save()
    except IntegrityError:
        raise RuleRefused("name", f"{room.hub} has a room of this name already.") from None


def _ask_what_stands(room: Room, holds: int | None, closed_on: datetime.date | None) -> None:
    standing = Session.objects.filter(room=room, state__in=AHEAD, starts_at__gt=timezone.now())
    rules = TimetableRule.objects.filter(room=room).running(timezone.localdate())
    if holds and (standing.filter(capacity__gt=holds).exists() or rules.filter(capacity__gt=holds).exists()):
        raise RuleRefused("holds", "Sessions to come in this room take more people. Change them first.")
    if closed_on and (standing.filter(held_on__gte=closed_on).exists() or rules.running(closed_on).exists()):
        raise RuleRefused(
            "closed_on", "Sessions stand in this room after that day. Move them to another room first."
        )
