"""Who may write about a person, hand them over, and answer who asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission

if TYPE_CHECKING:
    from .models import DuplicatePair, Person, SafeguardingConcern, TakeOverRequest

# Events that only a data steward may read: shown to others they would tell that a hidden record exists.
STEWARDS_ONLY = frozenset(
    {
        "identifier_collided",
        "identifier_confirmed",
        "identifier_made_provisional",
        "identifier_corrected",
        "access_restricted",
        "user_excluded",
        "limit_ended",
    }
)


def _people():
    """Asked by name, since the machines of this app import this file."""
    return apps.get_model("people", "Person")._default_manager.all()


def may_write_about(user, person: Person) -> bool:
    """The user's role records circumstances, and one of their teams holds the person today or stands in as referrer.

    A team that has lost the person reads for 90 days and writes nothing (domain: Caseload and involvement); nor does
    one from which the record is hidden while the user breaks the glass.
    """
    if not user.may(Permission.RECORD_CIRCUMSTANCES):
        return False
    return _people().known_to(user).written_by_teams_of(user).filter(pk=person.pk).exists()


def insist_may_write(user, person: Person) -> None:
    """Raises NotYou. `None` is the system itself, which may."""
    ask(user, Permission.RECORD_CIRCUMSTANCES)
    if user is not None and not may_write_about(user, person):
        raise NotYou("Only the team that holds this person can write to the record. You can still read it.")


def may_add_documents(user, person: Person) -> bool:
    """The user's role keeps documents, and a team of theirs holds the person or is involved today.

    Who reads under a broken glass, or for 90 days after losing the person, adds nothing.
    """
    if not user.may(Permission.KEEP_DOCUMENTS):
        return False
    return _people().known_to(user).worked_with_by_teams_of(user).filter(pk=person.pk).exists()


def insist_may_add_documents(user, person: Person) -> None:
    """Raises NotYou."""
    ask(user, Permission.KEEP_DOCUMENTS)
    if not may_add_documents(user, person):
        raise NotYou(
            "Only the team that holds this person, or a hub that works with them now, can add or set aside documents."
        )


def may_keep_contacts(user, person: Person) -> bool:
    """The user's role keeps contacts, and a team of theirs holds the person or is involved today.

    Who reads under a broken glass, or for 90 days after losing the person, writes nothing.
    """
    if not user.may(Permission.KEEP_CONTACTS):
        return False
    return _people().known_to(user).worked_with_by_teams_of(user).filter(pk=person.pk).exists()


def insist_may_keep_contacts(user, person: Person, *, team_id: int | None = None) -> None:
    """Raises NotYou. team_id: of a note to be corrected, which only the team that wrote it does."""
    ask(user, Permission.KEEP_CONTACTS)
    if not may_keep_contacts(user, person):
        raise NotYou(
            "Only the team that holds this person, or a hub that works with them now, can write about them. "
            "You can still read it."
        )
    if team_id and team_id not in user.team_ids:
        raise NotYou("Only the team that wrote this can correct it. Write a note of your own beside it.")


def insist_may_raise(user, person: Person) -> None:
    """Whoever may see a person raises a safeguarding concern about them, also under a broken glass. Raises NotYou."""
    ask(user, Permission.RAISE_SAFEGUARDING)
    if not may_see(user, person):
        raise NotYou("Only somebody who may see this person can raise a concern here.")


def is_lead_of(user, concern: SafeguardingConcern) -> bool:
    """The role decides on safeguarding concerns, and this one falls to a team of the user's."""
    return user.may(Permission.DECIDE_SAFEGUARDING) and concern.team_id in user.team_ids


def decides_on(user, concern: SafeguardingConcern) -> bool:
    """A lead of the concern who sees the person without breaking the glass."""
    return is_lead_of(user, concern) and _people().known_to(user).filter(pk=concern.person_id).exists()


def insist_may_decide_on(user, concern: SafeguardingConcern) -> None:
    """Raises NotYou."""
    ask(user, Permission.DECIDE_SAFEGUARDING)
    if not is_lead_of(user, concern):
        raise NotYou(f"The safeguarding lead of {concern.team} decides on this concern.")
    if not decides_on(user, concern):
        raise NotYou(
            "A record opened by break-glass is read, and a concern about it raised, but not decided on."
        )


def may_record_conditions(user, person: Person) -> bool:
    """The user's role records conditions, and they may write about the person."""
    return user.may(Permission.RECORD_CONDITIONS) and may_write_about(user, person)


def may_record_death(user, person: Person) -> bool:
    """A practitioner whose team holds the person today, or a data steward who may see them."""
    if not user.may(Permission.RECORD_DEATH):
        return False
    seen = _people().known_to(user)
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
    if user is not None and not _people().visible_to(user).filter(pk=person.pk).exists():
        raise NotYou("Only a data steward who may see this person can correct a death.")


def may_hand_over(user, person: Person) -> bool:
    """The user works in the team that holds the person today, or is the data steward of its organisation."""
    if not user.may(Permission.MOVE_CASELOAD):
        return False
    return _people().known_to(user).handed_over_by(user).filter(pk=person.pk).exists()


def insist_may_hand_over(user, person: Person) -> None:
    """Raises NotYou. `None` is the system itself, which may."""
    ask(user, Permission.MOVE_CASELOAD)
    if user is not None and not may_hand_over(user, person):
        raise NotYou("Only the team that holds this person, or its data steward, can hand them over.")


def answers_take_over(user, request: TakeOverRequest) -> bool:
    """Somebody else asked, and the user may let the person with that CRN and date of birth go.

    Whom nobody holds the data steward of the organisation that had them last lets go, however long ago that was.
    """
    if request.asked_by_id == user.pk:
        return False
    return _people().not_hidden_from(user).taken_over_from(user).filter(**request.exactly).exists()


def why_not_taken_over(request: TakeOverRequest) -> str:
    """What stands against handing the person to whoever asked; "" when nothing does."""
    asker, team = request.asked_by, request.team
    if not asker.may(Permission.ASK_TO_TAKE_OVER) or team.pk not in asker.team_ids:
        return f"{asker} does not work in {team} any more, so the person cannot be handed to them."
    seen = _people().not_hidden_from(asker).filter(**request.exactly)
    if not seen.exists():
        return (
            f"Access to this record is limited, and {asker} may not see it. A data steward can change that."
        )
    return ""


def asked_it(user, request: TakeOverRequest) -> bool:
    return request.asked_by_id == user.pk


def why_not_withdrawn(request: TakeOverRequest) -> str:
    return "" if request.told_at is None else "This request has its answer already."


def only_the_system(user, thing) -> bool:
    """Nobody: what only the passing of time does."""
    return False


def sees_both(user, pair: DuplicatePair) -> bool:
    """A data steward judges a pair only where neither record is hidden from them (domain: Restricted records)."""
    return _people().visible_to(user).filter(pk__in=(pair.first_id, pair.second_id)).count() == 2


def sees_kept(user, pair: DuplicatePair) -> bool:
    """The record of the pair that was kept is the only one left to see."""
    return _people().visible_to(user).filter(pk__in=(pair.first_id, pair.second_id)).exists()


def may_see(user, person: Person) -> bool:
    """In the user's scope, and not hidden from them."""
    return _people().visible_to(user).filter(pk=person.pk).exists()
