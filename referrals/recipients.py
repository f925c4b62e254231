"""Who is told about a referral: never somebody from whom the person is hidden."""

from collections.abc import Iterable

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from hubs.models import Hub
from hubs.notices import holders

from . import access
from .models import Referral


def hub_team(referral: Referral) -> list[User]:
    """Those of the hub's team who decide, and who may see this person."""
    team = User.objects.in_teams(referral.receiving_hub.team_id)
    return who_may_see(referral, (user for user in team if user.may(Permission.DECIDE_REFERRAL)))


def referring_side(referral: Referral) -> list[User]:
    """The referrer; when they have left, or the person is hidden from them, their team."""
    if told := who_may_see(referral, [referral.referrer]):
        return told
    return who_may_see(referral, User.objects.in_teams(referral.team_id)) if referral.team_id else []


def hub_side(referral: Referral) -> list[User]:
    """Whoever has it at the hub; when nobody does, they have left, or the person is hidden from them, its team."""
    worker = referral.key_worker or referral.taken_by
    works_there = worker and access.is_at_its_hub(worker, referral)
    return who_may_see(referral, [worker] if works_there else []) or hub_team(referral)


def both_sides(referral: Referral) -> list[User]:
    """The referring side and the hub's."""
    return [*referring_side(referral), *hub_side(referral)]


def told_of_the_summary(referral: Referral, *, by: User) -> list[User]:
    """The referring side and whoever holds the person now: the practitioner reads it, though a hub worker referred.

    Where that is nobody but who wrote it, the hub's managers. (domain: Referral, complete)
    """
    holding = holders([referral.person_id]).get(referral.person_id, [])
    told = [*referring_side(referral), *(user for user in holding if user.may(Permission.VIEW_REFERRAL))]
    return told if set(told) - {by} else managers_of(referral.receiving_hub, referral)


def managers_of(hub: Hub, referral: Referral) -> list[User]:
    """Those who may answer for a hub that is asked to take the referral over, from a team above it too."""
    among = User.objects.looking_after(hub.team_id)
    return who_may_see(referral, (user for user in among if user.may(Permission.MANAGE_REFERRAL)))


def who_may_see(referral: Referral, users: Iterable[User | None]) -> list[User]:
    """Without nobody, those who see it no more, and those from whom the person is hidden: they are told nothing."""
    seen = Referral.objects.filter(pk=referral.pk)
    return [user for user in users if user and seen.visible_to(user).exists()]
