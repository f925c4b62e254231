"""Who holds a person and which hubs are involved with them; and so, why this user may see the person."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import F

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.design.dates import say_day, today
from people.models import Caseload, Involvement, Person

from .gathering import Rows

CASELOAD = "caseload"


class Holding(NamedTuple):
    """A team that holds the person (purpose "caseload") or is involved with them, from `since` up to `until`."""

    team_id: int
    team: str
    organisation_id: int
    organisation: str
    practitioner: str
    purpose: str
    since: datetime.date
    until: datetime.date | None

    @property
    def stands(self) -> bool:
        """Today; its first day may be still to come, its last may be over."""
        return self.since <= today() and (self.until is None or self.until > today())

    @property
    def is_caseload(self) -> bool:
        return self.purpose == CASELOAD


def asked_about(person: Person) -> dict[str, Rows]:
    """What `holdings_among` reads: everyone who has held or been involved with the person."""
    organisation = {
        "organisation_id": F("team__organisation_id"),
        "organisation_name": F("team__organisation__name"),
    }
    return {
        "caseloads": Rows(
            Caseload.objects.filter(person=person).annotate(**organisation),
            {"team": "name", "practitioner": "name"},
            tuple(organisation),
        ),
        "involvements": Rows(
            Involvement.objects.filter(person=person).annotate(**organisation),
            {"team": "name"},
            tuple(organisation),
        ),
    }


def holdings_among(found: Mapping[str, Sequence[Any]]) -> list[Holding]:
    """Those of today first."""
    rows = [*found["caseloads"], *found["involvements"]]
    return sorted(map(_holding, rows), key=lambda each: (each.stands, each.since), reverse=True)


def _holding(row: Any) -> Holding:
    """Of a row of a caseload or an involvement."""
    return Holding(
        row.team_id,
        row.team.name,
        row.organisation_id,
        row.organisation_name,
        row.practitioner.name if getattr(row, "practitioner", None) else "",
        getattr(row, "purpose", CASELOAD),
        row.since,
        row.until,
    )


def is_held_by(user: User, holdings: Sequence[Holding]) -> bool:
    """On the caseload of one of the user's teams today."""
    return any(each.is_caseload and each.stands and each.team_id in user.team_ids for each in holdings)


def is_handed_over_by(user: User, holdings: Sequence[Holding]) -> bool:
    """Held today by a team of theirs; for a data steward, by any team of their organisation."""
    if user.role == Role.DATA_STEWARD:
        return any(
            each.is_caseload and each.stands and each.organisation_id == user.organisation_id
            for each in holdings
        )
    return is_held_by(user, holdings)


def purpose_of(user: User, holdings: Sequence[Holding]) -> str:
    """Why this user may see the person, for the audit trail: "caseload of Medway North", "referral at Chatham"."""
    if user.role == Role.DATA_STEWARD:
        return f"records of {user.organisation}"
    ours = [each for each in holdings if each.team_id in user.team_ids]
    if not ours:
        return ""
    nearest = max(ours, key=lambda each: (each.stands, each.is_caseload, each.since))
    words = f"caseload of {nearest.team}" if nearest.is_caseload else f"{nearest.purpose} at {nearest.team}"
    return words if nearest.stands else f"{words} until {say_day(nearest.until or nearest.since)}"


def in_words(holdings: Sequence[Holding]) -> list[tuple[str, str]]:
    """Rows of "Who is involved"."""
    return [(_role(each), _who(each)) for each in holdings]


def _role(holding: Holding) -> str:
    caseload = "Practitioner" if holding.practitioner else "Caseload"
    purpose = holding.purpose.replace("_", " ")
    role = (
        caseload if holding.is_caseload else purpose[:1].upper() + purpose[1:]
    )  # a reference keeps its letters
    return role if holding.stands else f"{role}, before"


def _who(holding: Holding) -> str:
    who = f"{holding.practitioner}, {holding.team}" if holding.practitioner else holding.team
    if holding.until:
        return f"{who}, {say_day(holding.since)} to {say_day(holding.until)}"
    return f"{who}, since {say_day(holding.since)}"
