"""Who may write about a person."""

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission

from .models import Person

# Events that only a data steward may read: shown to others they would tell that a hidden record exists.
STEWARDS_ONLY = frozenset({"identifier_collided"})


def may_write_about(user, person: Person) -> bool:
    """The user's role records circumstances, and one of their teams holds the person today.

    A team that has lost the person reads for 90 days and writes nothing (domain: Caseload and involvement).
    """
    if not user.may(Permission.RECORD_CIRCUMSTANCES):
        return False
    return Person.objects.visible_to(user).held_by_teams_of(user).filter(pk=person.pk).exists()


def insist_may_write(user, person: Person) -> None:
    """Raises NotYou. `None` is the system itself, which may."""
    ask(user, Permission.RECORD_CIRCUMSTANCES)
    if user is not None and not may_write_about(user, person):
        raise NotYou("Only the team that holds this person can write to the record. You can still read it.")
