"""Who can see one person's record, and who works with them: what a data steward is shown before limiting access.

Storeys above know others who work with a person, such as a key worker: they register a source from `apps.py`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q

from foundation.accounts.models import Team, User
from foundation.accounts.roles import MAY, SEES_TEAMS_BELOW, Permission, Role

from ..models import BreakGlass, Caseload, Involvement, LimitedAccess, Person
from ..querysets import readable_today, standing_today

Worker = tuple[User, str]
_sources: list[Callable[[Person], Iterable[Worker]]] = []


def worked_with_by(source: Callable[[Person], Iterable[Worker]]) -> None:
    """Register a source: it gives users who work with a person, each with their part, such as "Key worker"."""
    if source not in _sources:
        _sources.append(source)


def workers_of(person: Person) -> dict[int, str]:
    """What each user who works with the person is to them, by the user's id.

    Where no practitioner is named, all of the team that holds the person are.
    """
    found: dict[int, str] = {}
    for held in Caseload.objects.filter(readable_today(), person=person, until=None):
        team = User.objects.in_teams(held.team_id).filter(role=Role.PRACTITIONER).values_list("pk", flat=True)
        holding = [held.practitioner_id] if held.practitioner_id else list(team)
        found |= dict.fromkeys(holding, "Practitioner")
    for source in _sources:
        found |= {user.pk: part for user, part in source(person)}
    return found


def not_hidden_among(person: Person, users: Iterable[User]) -> list[User]:
    """Of these users, those from whom the record is not hidden (`hidden_from`), in as many queries for 30 as for 3."""
    limits = list(LimitedAccess.objects.standing().filter(person=person))
    excluded = {limit.user_id for limit in limits if limit.kind == LimitedAccess.Kind.EXCLUSION}
    restricting = [limit.user_id for limit in limits if limit.kind == LimitedAccess.Kind.RESTRICTION]
    among = [user for user in users if user.pk not in excluded]
    if not restricting:
        return among
    opened = set(BreakGlass.objects.live().filter(person=person).values_list("user", flat=True))
    return [
        user
        for user in among
        if user.pk in restricting or (user.pk in opened and user.may(Permission.BREAK_GLASS))
    ]


@dataclass(frozen=True)
class Sight:
    """Who is in scope of a person, split by the limits that stand or would stand."""

    sees: list[User]
    hidden_from: list[User]

    @property
    def has_steward(self) -> bool:
        """Whether somebody is left who can end the limits."""
        return any(user.may(Permission.LIMIT_ACCESS) for user in self.sees)

    def hides_from(self, workers: Iterable[int]) -> list[User]:
        """Those of the people who work with the person who would not see the record."""
        theirs = set(workers)
        return [user for user in self.hidden_from if user.pk in theirs]


def sight_of(
    person: Person,
    *,
    allow: Iterable[User] = (),
    exclude: Iterable[User] = (),
    end: Iterable[LimitedAccess] = (),
) -> Sight:
    """Who sees the person, with the limits as they stand and these besides, without those that end."""
    over = {limit.pk for limit in end}
    limits = [
        limit for limit in LimitedAccess.objects.standing().filter(person=person) if limit.pk not in over
    ]
    restricting = [limit.user_id for limit in limits if limit.kind == LimitedAccess.Kind.RESTRICTION]
    restricting += [user.pk for user in allow]
    excluded = {limit.user_id for limit in limits if limit.kind == LimitedAccess.Kind.EXCLUSION}
    excluded |= {user.pk for user in exclude}
    sees: list[User] = []
    hidden: list[User] = []
    for user in users_in_scope(person):
        may = user.pk not in excluded and (not restricting or user.pk in restricting)
        (sees if may else hidden).append(user)
    return Sight(sees, hidden)


def users_in_scope(person: Person) -> list[User]:
    """Everybody whom only a limit could keep from the record: those of the teams that hold the person or are involved
    with them or were within 90 days, who look after those teams, the data stewards of their organisations, and the
    workers of a partner service that has a handover now: what it names of the person they read only if they may know.
    """
    held, involved = (
        model.objects.filter(readable_today(), person=person).order_by().values_list("team", flat=True)
        for model in (Caseload, Involvement)
    )
    teams = list(held.union(involved))
    above = Team.objects.filter(Q(children__in=teams) | Q(children__children__in=teams)).values("pk")
    stewards = Q(role=Role.DATA_STEWARD, organisation__teams__in=teams)
    staff = ~Q(role=Role.DATA_STEWARD) & Q(teams__in=teams)
    managers = Q(role__in=SEES_TEAMS_BELOW, teams__in=above)
    working_with = Involvement.objects.filter(standing_today(), person=person).values("team")
    partners = Q(role__in=_roles_with(Permission.ANSWER_HANDOVER), teams__in=working_with)
    viewing = (stewards | staff | managers) & Q(role__in=_roles_with(Permission.VIEW_PERSON))
    found = User.objects.filter(viewing | partners, is_active=True)
    return list(found.select_related("organisation").distinct().order_by("name", "id"))


def _roles_with(permission: Permission) -> list[Role]:
    return [role for role in Role if permission in MAY[role]]
