"""Who works in the partnership of the demo: its officers and members, and a team for each partner that writes."""

from foundation.accounts.models import Organisation, Team, User

MEDWAY = "Medway Council"
OFFICERS, MEMBERS = "Community safety team", "Overview and scrutiny committee"
# Partner: (what it is, the organisation of its team and who writes for it; None: nobody does yet)
PARTNERS: dict[str, tuple[str, tuple[str, str] | None]] = {
    "Medway Council": ("council", (MEDWAY, "Orla Penketh")),
    "Kent Police": ("police", ("Kent Police partnership desk", "Desmond Farrow")),
    "Probation Service, Kent": ("probation", ("Probation partnership desk", "Karin Muldoon")),
    "NHS Kent and Medway": ("health", ("Kent and Medway health partners", "Yvette Sandilands")),
    "Kent Fire and Rescue": ("fire", None),
}


def team(organisation: str, name: str) -> Team:
    """A team of a partner's organisation, made once."""
    employer, _ = Organisation.objects.get_or_create(
        name=organisation, defaults={"kind": Organisation.Kind.PARTNER}
    )
    return Team.objects.get_or_create(organisation=employer, name=name)[0]


def put_into(found: Team, user: User) -> Team:
    """The team, with the user in it."""
    user.teams.add(found)
    return found


def writer(name: str, organisation: Organisation, password: str) -> User:
    """Somebody who writes for a partner."""
    first, last = name.lower().split()
    user, _ = User.objects.get_or_create(
        email=f"{first}.{last}@throughgate.invalid",
        defaults={"name": name, "role": "partner", "organisation": organisation, "password": password},
    )
    return user
