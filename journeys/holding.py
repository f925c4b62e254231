"""Who holds a person and which hubs are involved with them; and so, why this user may see the person."""

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.design.dates import say_day, today
from people.models import Caseload, Involvement, Person

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


def holdings_of(person: Person) -> list[Holding]:
    """Everyone who has held or been involved with the person, those of today first; one query."""
    found = _rows(
        Caseload, person, practitioner=Coalesce(F("practitioner__name"), Value("")), purpose=Value(CASELOAD)
    )
    found = found.union(_rows(Involvement, person, practitioner=Value(""), purpose=F("purpose")), all=True)
    return sorted((Holding(*row) for row in found), key=lambda each: (each.stands, each.since), reverse=True)


def _rows(model: type[Caseload] | type[Involvement], person: Person, **said: Any) -> QuerySet:
    named = {
        f"holding_{name}": Coalesce(each, Value(""), output_field=CharField()) for name, each in said.items()
    }
    rows = model.objects.filter(person=person).order_by().annotate(**named)
    return rows.values_list(
        "team_id", "team__name", "team__organisation_id", "team__organisation__name", *named, "since", "until"
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
    role = caseload if holding.is_caseload else holding.purpose.replace("_", " ").capitalize()
    return role if holding.stands else f"{role}, before"


def _who(holding: Holding) -> str:
    who = f"{holding.practitioner}, {holding.team}" if holding.practitioner else holding.team
    if holding.until:
        return f"{who}, {say_day(holding.since)} to {say_day(holding.until)}"
    return f"{who}, since {say_day(holding.since)}"
