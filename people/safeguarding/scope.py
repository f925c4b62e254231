"""What the pages of safeguarding may fetch, and whom a concern falls to."""

import uuid as uuids
from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404

from foundation.accounts.models import Team, User
from foundation.accounts.roles import Permission, Role
from foundation.design.dates import today

from ..models import Caseload, Involvement, Note, Person, SafeguardingConcern
from ..seeing.sight import not_hidden_among


def concern_seen_by(user: User, uuid: uuids.UUID) -> SafeguardingConcern:
    """Raises Http404 out of scope, and for those who may not read risk."""
    concerns = SafeguardingConcern.objects.visible_to(user).with_those_named().select_related("person")
    return get_object_or_404(concerns, uuid=uuid)


def concerns_about(person: Person, user: User) -> QuerySet[SafeguardingConcern]:
    """Those the user may read, the latest first."""
    return SafeguardingConcern.objects.visible_to(user).filter(person=person).with_those_named()


def note_it_came_from(user: User, person: Person, asked: str) -> Note | None:
    """The contact or note about this person that a concern is raised from; None where the address names none."""
    try:
        wanted = uuids.UUID(asked)
    except ValueError:
        return None
    return Note.objects.visible_to(user).filter(person=person, uuid=wanted).first()


def note_of(concern: SafeguardingConcern, user: User) -> Note | None:
    """The contact or note that a concern was raised from, if it is open to the user."""
    if concern.note_id is None:
        return None
    return Note.objects.visible_to(user).filter(pk=concern.note_id).first()


def falls_to(person: Person, by: User) -> tuple[Team, Sequence[User]]:
    """The team that decides on a concern, and its safeguarding leads.

    The hub of whoever raised it comes first, then the hub that has worked with the person for the shortest time, each
    if it has a hub manager who may know of the person; without such a hub, the team that holds the person, or else the
    team of whoever raised it.
    """
    for team in _hubs(person, by):
        if leads := leads_of(person, team):
            return team, leads
    held = Caseload.objects.filter(person=person, until=None).select_related("team", "practitioner").first()
    if held:
        return held.team, [held.practitioner] if held.practitioner else []
    return by.teams.order_by("name")[0], []


def leads_of(person: Person, team: Team) -> list[User]:
    """The hub managers of a hub's team to whom the record is not hidden."""
    managers = User.objects.looking_after(team.pk).filter(role=Role.HUB_MANAGER)
    return those_who_may_know(person, managers)


def holders_of(person: Person) -> list[User]:
    """The practitioner who holds the person, or without one everybody in the team that does."""
    held = Caseload.objects.filter(person=person, until=None).select_related("practitioner").first()
    if held is None:
        return []
    return those_who_may_know(
        person, [held.practitioner] if held.practitioner else list(User.objects.in_teams(held.team_id))
    )


def those_who_may_know(person: Person, users: Sequence[User] | QuerySet[User]) -> list[User]:
    """Of these, who reads risk and has the record not hidden from them."""
    return not_hidden_among(person, [user for user in users if user.may(Permission.VIEW_RISK)])


def _hubs(person: Person, by: User) -> list[Team]:
    """The teams involved with the person today: those of whoever raised the concern first, then the newest."""
    standing = Involvement.objects.filter(person=person, since__lte=today()).exclude(until__lte=today())
    teams = [each.team for each in standing.select_related("team").order_by("-since", F("pk").desc())]
    return sorted(dict.fromkeys(teams), key=lambda team: team.pk not in by.team_ids)
