"""Where the pages of requests to take over begin: those the user asked, and those that wait for their answer."""

import datetime
import uuid as uuids
from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404

from foundation.accounts.models import User

from ..models import Person, TakeOverRequest
from ..querysets import TakeOverQuerySet
from ..scope import people_seen_by

MOST_ASKED = 20


def is_held_by_team_of(user: User, crn: str, date_of_birth: datetime.date) -> bool:
    """Somebody the user can see, held by a team of theirs: there is nothing to ask for."""
    held = people_seen_by(user).held_by_teams_of(user)
    return held.filter(crn=crn, date_of_birth=date_of_birth).exists()


def take_overs_asked_by(user: User) -> list[TakeOverRequest]:
    """The latest that the user asked for."""
    return list(TakeOverRequest.objects.asked_by_user(user)[:MOST_ASKED])


def take_over_asked_by(user: User, uuid: uuids.UUID) -> TakeOverRequest:
    return get_object_or_404(TakeOverRequest.objects.asked_by_user(user), uuid=uuid)


def take_overs_for(user: User) -> TakeOverQuerySet:
    """Those that wait for an answer of the user, each with the person's id in `found_id`."""
    return TakeOverRequest.objects.visible_to(user).awaiting_answer().with_person_for(user).with_those_named()


def take_over_for(user: User, uuid: uuids.UUID) -> TakeOverRequest:
    """Raises Http404 out of scope, where the person is hidden from the user, and once it is answered."""
    return get_object_or_404(take_overs_for(user), uuid=uuid)


def was_answered_by(user: User, uuid: uuids.UUID) -> bool:
    """Whether the user has given the answer to this request already; the person may be theirs to see no longer."""
    return TakeOverRequest.objects.filter(uuid=uuid, decided_by=user).exists()


def people_asked_for(requests: Iterable[Any]) -> dict[int, Person]:
    """The people of rows of `take_overs_for`, by id; one query."""
    return Person.objects.in_bulk([request.found_id for request in requests])
