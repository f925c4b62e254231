"""Who works there, and what people may be called: the few rows that are not written by sets."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import connection, models

from benchmarks.syllables import SYLLABLES
from foundation.accounts.models import Organisation, Team, User
from foundation.accounts.roles import Role
from hubs.models import ActivityCategory, Hub
from people.finding.sounds import keys_of
from people.models import Area, Prison
from referrals.models import ReferralSource

OFFICES = 400
NAMES = 4000


@dataclass(frozen=True)
class Span:
    """Rows whose keys follow each other without a gap, so that a draw names one of them."""

    first: int
    count: int


@dataclass(frozen=True)
class Staff:
    """The lists, and who works: an office has a practitioner; a hub, of the same number, has a worker and a manager."""

    areas: Span
    prisons: Span
    hubs: Span
    categories: Span
    sources: Span
    offices: Span
    practitioners: Span
    workers: Span
    managers: Span


def gather_staff() -> Staff:
    """Offices and users beside the reference lists, which must be loaded. Raises ValueError where keys have gaps."""
    probation = Organisation.objects.create(name="Probation", kind=Organisation.Kind.PROBATION)
    offices = Team.objects.bulk_create(
        Team(organisation=probation, name=f"Office {number}") for number in range(OFFICES)
    )
    hubs = list(Hub.objects.select_related("team").order_by("pk"))
    return Staff(
        _all(Area),
        _all(Prison),
        _all(Hub),
        _all(ActivityCategory),
        _all(ReferralSource),
        _span(offices),
        _users("p", Role.PRACTITIONER, offices),
        _users("w", Role.HUB_WORKER, [hub.team for hub in hubs]),
        _users("m", Role.HUB_MANAGER, [hub.team for hub in hubs]),
    )


def write_names(seed: int) -> int:
    """A scratch table of names put together from syllables, with the keys they are found by; how many there are."""
    chance = random.Random(seed)
    rows: list[tuple[int | str, ...]] = []
    for number in range(NAMES):
        family, given = ("".join(chance.choices(SYLLABLES, k=parts)).capitalize() for parts in (3, 2))
        keys = keys_of(family, given)
        rows.append((number, family, given, keys["family_sound"], keys["given_sound"], keys["plain_name"]))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE scratch_name (n integer PRIMARY KEY, family_name varchar(100), "
            "given_names varchar(100), family_sound varchar(40), given_sound varchar(40), plain_name varchar(210))"
        )
        cursor.executemany("INSERT INTO scratch_name VALUES (%s, %s, %s, %s, %s, %s)", rows)
    return NAMES


def _users(letter: str, role: Role, teams: Sequence[Team]) -> Span:
    password = make_password("only for measuring")
    made = User.objects.bulk_create(
        User(email=f"{letter}{number}@measured.invalid", name=f"{letter}{number}", role=role,
             organisation_id=team.organisation_id, password=password)
        for number, team in enumerate(teams)
    )  # fmt: skip
    through = User.teams.through
    through.objects.bulk_create(through(user=user, team=team) for user, team in zip(made, teams, strict=True))
    return _span(made)


def _all(model: type[models.Model]) -> Span:
    return _span(model._default_manager.order_by("pk"))


def _span(rows) -> Span:
    keys = [row.pk for row in rows]
    if not keys or keys != list(range(keys[0], keys[0] + len(keys))):
        raise ValueError("the generator needs reference lists loaded into an empty database")
    return Span(keys[0], len(keys))
