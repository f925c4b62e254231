"""Who may do what to a hub's sessions."""

import datetime

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.utils import timezone

from foundation.accounts.roles import Role

CORRECTED_BY_TAKER = datetime.timedelta(days=7)  # domain: Session


def works_at(user, hub) -> bool:
    """The user's teams include the hub's team."""
    return hub.team_id in user.team_ids


def is_at_hub(user, thing) -> bool:
    """The user works at the hub of `thing`: a session, a booking or anything with a hub."""
    return works_at(user, thing.hub)


def only_the_system(user, thing) -> bool:
    """Nobody: what follows by itself, from a freed place or from the passing of time."""
    return False


def manages_hub(user, hub) -> bool:
    """The user is the hub manager there: of the hub or, for a satellite, of the hub above it."""
    return user is not None and user.role == Role.HUB_MANAGER and works_at(user, hub)


def manages_hub_of(user, thing) -> bool:
    """The user manages the hub of `thing`."""
    return manages_hub(user, thing.hub)


def may_undo_not_held(user, session) -> bool:
    """A worker of the hub; the hub manager where it was the manager who set a register aside."""
    return is_at_hub(user, session) and (session.register_at is None or manages_hub_of(user, session))


def may_exceed_capacity(user, hub) -> bool:
    """Only the hub manager opens a place when the hub is full (domain: Referral, accept)."""
    return manages_hub(user, hub)


def may_correct_register(user, session) -> bool:
    """The register's taker within 7 days; after that, and for others, the hub manager."""
    if not is_at_hub(user, session):
        return False
    if user.role == Role.HUB_MANAGER:
        return True
    fresh = session.register_at and timezone.now() - session.register_at <= CORRECTED_BY_TAKER
    return bool(fresh and session.recorded_by_id == user.pk)


def may_decide_late_entry(user, late_entry) -> bool:
    """Somebody else of the hub than the one who asked: a second person (domain: Register)."""
    return is_at_hub(user, late_entry) and user.pk != late_entry.asked_by_id


def may_record_reminders(user, person) -> bool:
    """The user's team holds the person today, or the person has an open place at one of the user's hubs.

    Nobody from whom the record is hidden, and nobody who only broke the glass.
    """
    known = apps.get_model("people.Person")._default_manager.known_to(user).filter(pk=person.pk)
    places = apps.get_model("hubs.Place")._default_manager.open()
    here = Exists(places.filter(person=OuterRef("pk"), hub__team__in=user.team_ids))
    return known.filter(here).exists() or known.written_by_teams_of(user).exists()
