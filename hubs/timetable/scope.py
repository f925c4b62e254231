"""What a page of the timetable may fetch. Outside the user's scope it is 404."""

import datetime
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from foundation.accounts.roles import Permission

from .. import access
from ..models import (
    ActivityCategory,
    Hub,
    Room,
    Session,
    TimetableException,
    TimetableFeed,
    TimetableRule,
)
from ..querysets import HubQuerySet, SessionQuerySet
from . import recurrence


def hub(slug: str) -> Hub:
    """Any hub: when its sessions are is no secret. Raises Http404 for none of that name."""
    return get_object_or_404(Hub.objects.select_related("team"), slug=slug)


def own_hub(user: User, slug: str) -> Hub:
    """Raises Http404 for a hub at which the user does not work."""
    return get_object_or_404(Hub.objects.worked_at_by(user).select_related("team"), slug=slug)


def own_hubs(user: User) -> HubQuerySet:
    return Hub.objects.worked_at_by(user)


def is_staff(user: User, of: Hub) -> bool:
    """Whether the user sees who is booked there."""
    return user.may(Permission.VIEW_SESSIONS) and access.works_at(user, of)


def sessions(
    user: User, of: Hub, first: datetime.date, last: datetime.date, category: ActivityCategory | None = None
) -> SessionQuerySet:
    """The sessions of these days, by time; with numbers for those who work at the hub, without for others.

    Others learn nothing of sessions for one person, and no title that somebody typed: they are shown the activity.
    """
    found = Session.objects.filter(hub=of).between(first, last)
    if category is not None:
        found = found.filter(category=category)
    if is_staff(user, of):
        return found.visible_to(user).with_numbers(user)
    return found.for_several().select_related("category", "room")


def categories(of: Hub, first: datetime.date, last: datetime.date) -> list[ActivityCategory]:
    """Activities of these days, for the filter."""
    used = Session.objects.filter(hub=of).between(first, last).order_by().values("category")
    return list(ActivityCategory.objects.filter(pk__in=used).order_by("category"))


def leads(of: Hub):
    """Those who may lead a session there."""
    return User.objects.in_teams(of.team_id)


def rule(user: User, uuid: UUID) -> TimetableRule:
    """Raises Http404 outside the user's hubs."""
    return get_object_or_404(TimetableRule.objects.visible_to(user).with_names(), uuid=uuid)


def rules(user: User, of: Hub) -> list[TimetableRule]:
    """The rules of a hub in the order of a week: by the weekday of their first session, then by time."""
    found = TimetableRule.objects.visible_to(user).filter(hub=of).with_names()

    def in_a_week(rule: TimetableRule) -> tuple[int, datetime.time, int]:
        first = recurrence.first_from(rule.recurrence, rule.first_on, rule.first_on)
        return first.weekday(), rule.starts, rule.pk

    return sorted(found, key=in_a_week)


def exceptions(of: TimetableRule, since: datetime.date) -> list[TimetableException]:
    return list(of.exceptions.filter(day__gte=since).select_related("recorded_by"))


def sessions_of(user: User, of: TimetableRule, since: datetime.date) -> SessionQuerySet:
    """The rule's sessions of that day and later, by time."""
    return Session.objects.visible_to(user).with_numbers(user).filter(rule=of, held_on__gte=since)


def rooms(user: User, of: Hub) -> list[Room]:
    return list(Room.objects.visible_to(user).filter(hub=of))


def room(user: User, pk: int) -> Room:
    """Raises Http404 outside the user's hubs."""
    return get_object_or_404(Room.objects.visible_to(user).select_related("hub"), pk=pk)


def feed(of: Hub) -> TimetableFeed | None:
    """The calendar address of a hub, if it has one."""
    return of.timetable_feeds.filter(revoked_at=None).select_related("made_by").first()


def hub_of_token(slug: str, token: str) -> Hub:
    """The hub whose calendar is read under this address. Raises Http404 for one that is revoked or never was."""
    feed = (
        TimetableFeed.objects.filter(token=token, hub__slug=slug, revoked_at=None)
        .select_related("hub")
        .first()
    )
    if feed is None:
        raise Http404
    return feed.hub


def sessions_of_feed(of: Hub, first: datetime.date, last: datetime.date) -> list[Session]:
    """Without anything about people, and without sessions for one person."""
    found = Session.objects.filter(hub=of).for_several().between(first, last)
    return list(found.select_related("category", "room"))
