"""Where people can be handed to: the teams with practitioners, and who works there."""

import uuid as uuids
from collections.abc import Sequence

from django.http import Http404

from foundation.accounts.models import Team, User
from foundation.accounts.roles import Role

from .. import access
from ..models import Person
from ..scope import people_seen_by, person_seen_by

Choices = list[tuple[str, list[tuple[str, str]]]]
MOST_AT_ONCE = 100


def destinations() -> Choices:
    """Teams with their active practitioners, as the choices of one list: the team alone, or somebody in it."""
    practitioners = User.objects.filter(role=Role.PRACTITIONER, is_active=True).order_by("name", "id")
    among = practitioners.prefetch_related("teams__organisation")
    of_team: dict[Team, list[User]] = {}
    for user in among:
        for team in user.teams.all():
            of_team.setdefault(team, []).append(user)
    return [
        (
            f"{team}, {team.organisation}",
            [
                (f"{team.pk}", f"{team}: nobody named yet"),
                *((f"{team.pk}.{user.pk}", str(user)) for user in users),
            ],
        )
        for team, users in sorted(of_team.items(), key=lambda each: (str(each[0]), each[0].pk))
    ]


def destination(value: str) -> tuple[Team, User | None]:
    """What a choice of `destinations` means. Raises Http404 for one that has gone meanwhile."""
    team_id, _, user_id = value.partition(".")
    team = Team.objects.filter(pk=team_id).first()
    practitioner = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    if team is None or (user_id and practitioner is None):
        raise Http404("No such team or practitioner")
    return team, practitioner


def person_handed_over_by(user: User, uuid: uuids.UUID) -> Person:
    """Raises Http404 for a person out of scope, NotYou where the user may only read."""
    person = person_seen_by(user, uuid)
    access.insist_may_hand_over(user, person)
    return person


def people_handed_over_by(user: User, chosen: Sequence[str]) -> list[Person]:
    """Those of the chosen whom the user may hand over; what is no address of a person is left out."""
    wanted = {found for each in chosen[:MOST_AT_ONCE] if (found := _uuid(each))}
    return list(people_seen_by(user).handed_over_by(user).filter(uuid__in=wanted))


def _uuid(text: str) -> uuids.UUID | None:
    try:
        return uuids.UUID(text)
    except ValueError:
        return None
