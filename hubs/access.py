"""Who may do what to a hub's sessions."""

import datetime

from django.utils import timezone

from foundation.accounts.roles import Role

CORRECTED_BY_TAKER = datetime.timedelta(days=7)  # domain: Session


def works_at(user, hub) -> bool:
    """The user's teams include the hub's team."""
    return hub.team_id in user.team_ids


def is_at_hub(user, thing) -> bool:
    """The user works at the hub of `thing`: a session, a booking or anything with a hub."""
    return works_at(user, thing.hub)


def may_exceed_capacity(user, hub) -> bool:
    """Only the hub manager opens a place when the hub is full (domain: Referral, accept)."""
    return user is not None and user.role == Role.HUB_MANAGER and works_at(user, hub)


def may_correct_register(user, session) -> bool:
    """The register's taker within 7 days; after that, and for others, the hub manager."""
    if not is_at_hub(user, session):
        return False
    if user.role == Role.HUB_MANAGER:
        return True
    fresh = session.register_at and timezone.now() - session.register_at <= CORRECTED_BY_TAKER
    return bool(fresh and session.recorded_by_id == user.pk)
