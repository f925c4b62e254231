"""The invented staff of the demo: one sign-in per role, all with one password."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password

from foundation.accounts.models import Organisation, Team, User
from foundation.accounts.roles import Role
from hubs.models import Hub

PASSWORD = "through the gate 2026"
DOMAIN = "demo.throughgate.invalid"
K = Organisation.Kind


@dataclass(frozen=True)
class Member:
    """One invented member of staff."""

    name: str
    role: Role
    organisation: str
    kind: str
    team: str = ""

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@{DOMAIN}"


MEDWAY_NORTH, MEDWAY_SOUTH = "Medway North", "Medway South"
PROBATION = "Kent, Surrey and Sussex Probation"
RECOVERY, HOUSING = "Medway Recovery Service", "Medway Housing Options"
STAFF = (
    Member("Dana Whitlock", Role.PRACTITIONER, PROBATION, K.PROBATION, MEDWAY_NORTH),
    Member("Idris Penhallow", Role.PRACTITIONER, PROBATION, K.PROBATION, MEDWAY_SOUTH),
    Member("Marcus Oyelaran", Role.HUB_WORKER, "", K.PROVIDER, "Chatham"),
    Member("Rosa Delgado", Role.HUB_WORKER, "", K.PROVIDER, "Chatham"),
    Member("Helen Ashworthy", Role.HUB_MANAGER, "", K.PROVIDER, "Chatham"),
    Member("Gethin Marrow", Role.DATA_STEWARD, PROBATION, K.PROBATION),
    Member("Bridget Fallow", Role.PERFORMANCE_OFFICER, "", K.PROVIDER, "South East"),
    Member("Noor Castellan", Role.PARTNER_SERVICE_WORKER, RECOVERY, K.PARTNER_SERVICE, RECOVERY),
    Member("Abel Cotterill", Role.PARTNER_SERVICE_WORKER, HOUSING, K.PARTNER, HOUSING),
    Member("Claire Tidewell", Role.COMMISSIONER, "Medway Council", K.PARTNER),
    Member("Patrick Quillan", Role.PARTNERSHIP_OFFICER, "Medway Council", K.PARTNER),
    Member("Yvette Sandilands", Role.PARTNER, "Kent and Medway health partners", K.PARTNER),
    Member("Leon Harbottle", Role.SCRUTINY_MEMBER, "Medway Council", K.PARTNER),
    Member("Sunita Rowe", Role.ADMINISTRATOR, "Throughgate operator", K.OPERATOR),
    Member("Edmund Vellacott", Role.AUDITOR, "Throughgate operator", K.OPERATOR),
)


def engage() -> dict[str, User]:
    """Make the staff once, in their organisations and teams; gives them by name."""
    password, made = make_password(PASSWORD), {}
    for member in STAFF:
        team = _team(member)
        organisation = team.organisation if team else _organisation(member.organisation, member.kind)
        fields = {
            "name": member.name,
            "role": member.role,
            "organisation": organisation,
            "password": password,
        }
        user, _ = User.objects.get_or_create(email=member.email, defaults=fields)
        if team:
            user.teams.add(team)
        made[member.name] = user
    return made


def sign_ins() -> str:
    """What `make run` prints: one line a role."""
    lines = [f"Sign in at {settings.SITE_URL} with the password: {PASSWORD}", ""]
    shown: set[str] = set()
    for member in STAFF:
        if member.role not in shown:
            shown.add(member.role)
            lines.append(f"  {member.role.label:<36} {member.email}")
    return "\n".join(lines)


def probation_team(name: str) -> Team:
    return Team.objects.get_or_create(organisation=_organisation(PROBATION, K.PROBATION), name=name)[0]


def _organisation(name: str, kind: str) -> Organisation:
    return Organisation.objects.get_or_create(name=name, defaults={"kind": kind})[0]


def _team(member: Member) -> Team | None:
    """A hub's own team, the contract area's team above it, a probation team, or a partner service's."""
    if not member.team:
        return None
    if member.kind != K.PROVIDER:
        organisation = _organisation(member.organisation, member.kind)
        return Team.objects.get_or_create(organisation=organisation, name=member.team)[0]
    hub = Hub.objects.filter(name=member.team).select_related("team__organisation").first()
    if hub:
        return hub.team
    return Hub.objects.filter(contract_area__name=member.team, parent=None).first().team.parent
