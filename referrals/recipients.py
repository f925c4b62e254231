"""Who is told about a referral: never somebody from whom the person is hidden."""

from collections.abc import Iterable

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from hubs.models import Hub

from .models import Referral


def hub_team(referral: Referral) -> list[User]:
    """Those of the hub's team who decide, and who may see this person."""
    team = User.objects.in_teams(referral.receiving_hub.team_id)
    return who_may_see(referral, (user for user in team if user.may(Permission.DECIDE_REFERRAL)))


def referring_side(referral: Referral) -> list[User]:
    """The referrer; when they no longer sign in, their team."""
    if referral.referrer and referral.referrer.is_active:
        return who_may_see(referral, [referral.referrer])
    return who_may_see(referral, User.objects.in_teams(referral.team_id)) if referral.team_id else []


def hub_side(referral: Referral) -> list[User]:
    """Whoever has it at the hub; when nobody does, or they no longer sign in, the hub's team."""
    worker = referral.key_worker or referral.taken_by
    return who_may_see(referral, [worker]) if worker and worker.is_active else hub_team(referral)


def both_sides(referral: Referral) -> list[User]:
    """The referring side and the hub's."""
    return [*referring_side(referral), *hub_side(referral)]


def managers_of(hub: Hub, referral: Referral) -> list[User]:
    """Those who may answer for a hub that is asked to take the referral over."""
    team = User.objects.in_teams(hub.team_id)
    return who_may_see(referral, (user for user in team if user.may(Permission.MANAGE_REFERRAL)))


def who_may_see(referral: Referral, users: Iterable[User]) -> list[User]:
    """Without those from whom the person is hidden: they are told nothing."""
    return [user for user in users if Referral.objects.visible_to(user).filter(pk=referral.pk).exists()]
