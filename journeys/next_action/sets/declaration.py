"""What it is to ask a rule of everybody at once, and one row of the answer.

A work list puts many rules together in one query, so every row has the same columns, whatever it rests on. Whom a
row falls to is asked as clocks are: a team of the user's, or the user. (domain: Next action, "Every work list")
"""

import datetime
import uuid as uuids
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import JSONObject
from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from people.models import Person

from ...known.gathering import partly
from ..declaration import Words
from .scope import Scope

PERSON_FIELDS = ("id", "uuid", "family_name", "given_names", "crn", "prison_number")
# Whom a row falls to: of a caseload, who holds the person; of a referral, the key worker and their hub.
HELD: dict[str, Any] = {"team": "team", "worker": "practitioner"}
AT_THE_HUB: dict[str, Any] = {
    "team": "hub__team",
    "worker": "key_worker",
    "more": {"hub": "hub__name", "referral": "uuid"},
    "seen_with": Permission.DECIDE_REFERRAL,
}
COLUMNS = ("waits", "turns_on", "by_rule", "of_person", "said")


@dataclass(frozen=True)
class Standing:
    """A rule that applies to one person today.

    day: the release it is for, or since when it stands. team and worker: whom it falls to, in words; empty for those
    of a role. more: what else the rule's words need.
    """

    rule: str
    day: datetime.date
    person: Person
    team: str
    worker: str
    more: Mapping[str, Any]

    def uuid(self, name: str) -> uuids.UUID:
        """One of `more`, which SQLite gives without hyphens."""
        return uuids.UUID(self.more[name])

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> "Standing":
        """One row of `Among.asked`."""
        _waits, day, rule, _of_person, said = row
        person = partly(Person, {name: said[name] for name in PERSON_FIELDS})
        return cls(rule, day, person, said["team"] or "", said["worker"] or "", said)


@dataclass(frozen=True)
class Among:
    """How a rule is asked of everybody, and how a row of the answer is said.

    rows: where the rule applies, in the user's scope and falling to a team of theirs. person, team, worker: the paths
    from a row to whom it is about and whom it falls to; without a team it falls to everybody who may see it. day: the
    path of the day it turns on. more: paths of what the words need. waits_for_release: the day is that of a release.
    seen_with: without this permission nobody is told. url: the page that does it, for those who have `done_with`.
    """

    rows: Callable[[Scope], QuerySet]
    words: Callable[[Standing], Words]
    day: str
    person: str = "person"
    team: str = ""
    worker: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    waits_for_release: bool = False
    seen_with: Permission = Permission.VIEW_PERSON
    url: Callable[[Standing], str] | None = None
    done_with: Permission = Permission.VIEW_PERSON

    def falling_to(self, scope: Scope, *, whose: str = "", team: str = "") -> QuerySet:
        """`whose` and `team` as in the filter of due work."""
        rows = self.rows(scope).order_by()  # a union takes no order of its parts
        if not self.team:
            return rows.none() if whose == "mine" or team else rows
        if whose in ("mine", "unassigned"):
            rows = rows.filter(**{self.worker: scope.user if whose == "mine" else None})
        return rows.filter(**{self.team: team}) if team else rows

    def asked(self, rule: str, rows: QuerySet) -> QuerySet:
        """The rows in the columns that every rule has, for a union of many."""
        of_person = f"{self.person}__" if self.person else ""
        named = {"team": f"{self.team}__name", "worker": f"{self.worker}__name"} if self.team else {}
        said: dict[str, Any] = {name: F(f"{of_person}{name}") for name in PERSON_FIELDS}
        said |= {"team": Value(""), "worker": Value("")}
        said |= {name: F(path) for name, path in {**named, **self.more}.items()}
        return rows.annotate(
            waits=Value(0 if self.waits_for_release else 1, output_field=IntegerField()),
            turns_on=F(self.day),
            by_rule=Value(rule, output_field=CharField()),
            of_person=F(f"{of_person}id"),
            said=JSONObject(**said),
        ).values_list(*COLUMNS)

    def url_for(self, standing: Standing, user: User) -> str:
        """The page that does it, else the person's."""
        if self.url and user.may(self.done_with):
            return self.url(standing)
        return reverse("person_detail", args=[standing.person.uuid])
