"""Who may hand a person over, and who answers for the service (product: Who uses it)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle.transitions import WrongState
from people.access import may_write_about

from ..access import works_with
from .states import WITH_SERVICE, ServiceKind

if TYPE_CHECKING:
    from people.models import Person

    from ..models import Handover


def is_of_service(user, handover: Handover) -> bool:
    """A worker of the service from whom the person is not hidden."""
    if handover.service.team_id not in user.team_ids:
        return False
    people = apps.get_model("people", "Person")._default_manager.all()
    return people.not_hidden_from(user).filter(pk=handover.person_id).exists()


def is_on_the_sending_side(user, handover: Handover) -> bool:
    """Whoever may hand the person over today: also a team that has taken them over since."""
    return may_send_for(user, handover.person)


def may_send_for(user, person: Person) -> bool:
    """The team that holds the person, one that stands in as their referrer, or staff of a hub involved with them."""
    if not user.may(Permission.SEND_HANDOVER):
        return False
    return may_write_about(user, person) or (user.may(Permission.RECORD_PATHWAY) and works_with(user, person))


def ask_to_send(user, person: Person) -> None:
    """Raises NotYou."""
    ask(user, Permission.SEND_HANDOVER)
    if not may_send_for(user, person):
        raise NotYou(
            "Only the team that holds this person, or staff of a hub involved with them now, can hand them over."
        )


def ask_to_record_forms(user, handover: Handover) -> None:
    """Of a handover to a treatment service that has received it. Raises NotYou, WrongState."""
    ask(user, Permission.RECORD_TOP)
    if not is_of_service(user, handover):
        raise NotYou("Only a worker of the service can record TOP forms here.")
    if why_not := why_no_forms(handover):
        raise WrongState(why_not)


def why_no_forms(handover: Handover) -> str:
    """What stands against recording a TOP form now; "" when nothing does."""
    if handover.service.kind != ServiceKind.TREATMENT:
        return "Only a treatment service records TOP forms."
    if handover.state not in WITH_SERVICE:
        return f"This handover is {str(handover.get_state_display()).lower()}. Forms are recorded while it is with you."
    return ""


def may_record_forms(user, handover: Handover) -> bool:
    """Whether the page offers it."""
    return user.may(Permission.RECORD_TOP) and not why_no_forms(handover) and is_of_service(user, handover)
