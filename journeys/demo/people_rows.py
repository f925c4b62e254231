"""People, where they live, who holds them, records entered twice, and a few that are restricted."""

import datetime

from people.finding.sounds import keys_of
from people.models import Caseload, LimitedAccess, Person, PersonArea
from referrals.states import CLOSED

from .lives import DAY, Life
from .world import World


def write(world: World) -> None:
    """People, their areas, the records entered twice, and who holds them."""
    rows = [(_person(life.person), life.known_on, "recorded") for life in world.lives]
    made = world.ledger.write(rows)
    world.people = {life.number: person for life, person in zip(world.lives, made, strict=True)}
    areas: list[tuple[Life, str, datetime.date | None, datetime.date]]
    areas = [(life, life.area, None, life.known_on) for life in world.lives]
    areas += [
        (life, life.moved_to[0], life.moved_to[1], life.moved_to[1]) for life in world.lives if life.moved_to
    ]
    world.ledger.write(
        (PersonArea(person=world.person(life), area=world.areas[area], since=since), known, "recorded")
        for life, area, since, known in areas
    )
    _enter_some_twice(world)
    _put_on_caseloads(world)


def _person(fields: dict) -> Person:
    return Person(**fields, **keys_of(fields["family_name"], fields["given_names"]))


def _enter_some_twice(world: World) -> None:
    """One in a hundred stands there twice, with a slip in the name and without a CRN."""
    rows = []
    for life in world.draw.rng.sample(world.lives, len(world.lives) // 100):
        slip = life.person["family_name"].replace("e", "a", 1)
        fields = life.person | {"crn": "", "prison_number": "", "family_name": slip, "died_on": None}
        rows.append((_person(fields), min(life.known_on + 9 * DAY, world.today), "recorded"))
    Caseload.objects.bulk_create(
        Caseload(person=person, team=world.teams[0], since=world.today - 30 * DAY)
        for person in world.ledger.write(rows)
    )


def _put_on_caseloads(world: World) -> None:
    """People of the Chatham hub's areas belong to two teams; some are on a practitioner's own caseload."""
    local = [life for life in world.lives if world.hub(life).name == "Chatham"]
    own = [world.staff["Dana Whitlock"], world.staff["Idris Penhallow"]]
    Caseload.objects.bulk_create(
        Caseload(
            person=world.person(life),
            team=world.teams[life.number % 2],
            practitioner=own[life.number % 2] if life.number % 6 < 2 and _is_current(world, life) else None,
            since=life.known_on,
        )
        for life in local
    )
    LimitedAccess.objects.bulk_create(
        LimitedAccess(person=world.person(life), kind="restriction", since=life.known_on)
        for life in local[:3]
    )


def _is_current(world: World, life: Life) -> bool:
    ended = life.referral and life.referral.facts["state"] in CLOSED
    return not ended and life.releases[0].on > world.today - 260 * DAY
