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


def may_record_death(user, person: Person) -> bool:
    """A practitioner whose team holds the person today, or a data steward who may see them."""
    if not user.may(Permission.RECORD_DEATH):
        return False
    seen = Person.objects.visible_to(user)
    if not user.may(Permission.CORRECT_DEATH):
        seen = seen.held_by_teams_of(user)
    return seen.filter(pk=person.pk).exists()


def insist_may_record_death(user, person: Person) -> None:
    """Raises NotYou. `None` is the system itself, which may."""
    ask(user, Permission.RECORD_DEATH)
    if user is not None and not may_record_death(user, person):
        raise NotYou("Only the team that holds this person, or a data steward, can record a death.")


def insist_may_correct_death(user, person: Person) -> None:
    """Raises NotYou. `None` is the system itself, which may."""
    ask(user, Permission.CORRECT_DEATH)
    if user is not None and not Person.objects.visible_to(user).filter(pk=person.pk).exists():
        raise NotYou("Only a data steward who may see this person can correct a death.")
