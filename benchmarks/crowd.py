"""A seeded crowd: N people held by 400 offices and referred to 33 hubs, written in batches, never row by row.

Nobody in it is anybody: names are put together from syllables. One record in 51 is restricted, so that the pages
are measured with the rule that hides records at work.
"""

import datetime
import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from foundation.accounts.models import Organisation, Team, User
from foundation.accounts.roles import Role
from foundation.lifecycle import planner
from foundation.lifecycle.facts import Fact
from foundation.lifecycle.transitions import enter
from hubs.models import Hub
from pathways.checks.asking import keep_asking_everybody
from pathways.models import Check, Pathway
from people.finding.sounds import keys_of
from people.models import Caseload, Consent, Involvement, LimitedAccess, Person, Release
from referrals import running_clocks
from referrals.models import Need, Referral, ReferralSource
from referrals.states import ReferralState as S

from .syllables import SYLLABLES

BATCH = 5000
OFFICES = 400
CORRECTED_IN = 20
RESTRICTED_IN = 51  # no divisor of the offices, so that each holds a few of them and many others
STATES = (
    (S.SUBMITTED, 4), (S.IN_REVIEW, 4), (S.INFORMATION_REQUESTED, 1), (S.WAITING, 3), (S.ACCEPTED, 4), (S.STARTED, 20),
    (S.ON_HOLD, 2), (S.COMPLETED, 30), (S.ENDED_EARLY, 16), (S.DECLINED, 10), (S.WITHDRAWN, 6),
)  # fmt: skip
DECIDED = {S.ACCEPTED: "accepted", S.STARTED: "accepted", S.ON_HOLD: "accepted", S.COMPLETED: "accepted",
           S.ENDED_EARLY: "accepted", S.DECLINED: "declined"}  # fmt: skip


@dataclass
class Crowd:
    """Who is there: one practitioner and one hub worker to measure as, and every person."""

    practitioner: User
    worker: User
    people: list[Person]


def gather(count: int, *, seed: int = 1) -> Crowd:
    """Fill an empty, migrated database with `count` people; the same seed gives the same people. Rows are counted."""
    call_command("load_reference", verbosity=0)
    draw, today = random.Random(seed), timezone.localdate()
    offices, practitioners, workers = _staff()
    hubs = list(Hub.objects.order_by("name"))
    people = _write(_person(number, draw) for number in range(count))
    held = list(itertools.islice(itertools.cycle(range(OFFICES)), count))
    _write(
        Caseload(person=person, team=offices[at], practitioner=practitioners[at], since=today)
        for person, at in zip(people, held, strict=True)
    )
    _write(Consent(person=person, given_on=today, how="in_person") for person in people)
    _write(_release(person, draw, today) for person in people)
    restricted = people[::RESTRICTED_IN]
    _write(LimitedAccess(person=person, kind="restriction", since=today) for person in restricted)
    referrals = _write(_referrals(people, held, offices, practitioners, hubs, workers, draw))
    _write(Need(referral=each, person_id=each.person_id, kind="employment") for each in referrals)
    seen = {(each.person_id, each.hub.team_id) for each in referrals if each.hub}
    _write(
        Involvement(person_id=person, team_id=team, purpose="referral", since=today) for person, team in seen
    )
    running_clocks.catch_up()
    supported = sorted({each.person_id for each in referrals if each.state in (S.ACCEPTED, S.STARTED)})
    long_ago = today - datetime.timedelta(days=700)
    _write(Pathway(person_id=person, kind="employment", opened_on=long_ago) for person in supported)
    keep_asking_everybody(at_once=BATCH)
    for model in (Consent, Release, Check):
        _write(_laid_aside(model.objects.order_by("pk")))
    planner.count_rows()
    return Crowd(practitioners[0], workers[hubs[0].pk], people)


def _staff() -> tuple[list[Team], list[User], dict[int, User]]:
    probation = Organisation.objects.create(name="Probation", kind=Organisation.Kind.PROBATION)
    offices = _write(Team(organisation=probation, name=f"Office {number}") for number in range(OFFICES))
    password = make_password("only for measuring")
    practitioners = _write(
        _user(f"p{at}", Role.PRACTITIONER, team, password) for at, team in enumerate(offices)
    )
    hubs = list(Hub.objects.select_related("team__organisation").order_by("name"))
    at_hubs = _write(_user(f"w{hub.pk}", Role.HUB_WORKER, hub.team, password) for hub in hubs)
    through = User.teams.through
    _write(through(user=user, team=team) for user, team in zip(practitioners, offices, strict=True))
    _write(through(user=user, team=hub.team) for user, hub in zip(at_hubs, hubs, strict=True))
    return offices, practitioners, {hub.pk: user for user, hub in zip(at_hubs, hubs, strict=True)}


def _user(name: str, role: Role, team: Team, password: str) -> User:
    return User(
        email=f"{name}@measured.invalid",
        name=name,
        role=role,
        organisation_id=team.organisation_id,
        password=password,
    )


def _person(number: int, draw: random.Random) -> Person:
    family = "".join(draw.choices(SYLLABLES, k=3)).capitalize()
    given = "".join(draw.choices(SYLLABLES, k=2)).capitalize()
    born = datetime.date(1955, 1, 1) + datetime.timedelta(days=draw.randrange(18_000))
    return Person(
        crn=f"{'ABCDEFGHJK'[number // 1_000_000 % 10]}{number % 1_000_000:06}", family_name=family, given_names=given,
        **keys_of(family, given), date_of_birth=born, sex=draw.choice(["male", "female"]),
        postcode=f"ME{draw.randrange(1, 20)} {draw.randrange(1, 9)}AB",
    )  # fmt: skip


def _release(person: Person, draw: random.Random, today: datetime.date) -> Release:
    expected = today + datetime.timedelta(days=draw.randrange(-400, 200))
    released = expected if expected < today else None
    return Release(person=person, prison_id=1 + draw.randrange(100), kind="licence", expected_on=expected,
                   released_on=released)  # fmt: skip


def _referrals(
    people, held, offices, practitioners, hubs, workers, draw: random.Random
) -> Iterator[Referral]:
    """Two of each person, to different hubs."""
    source, now = ReferralSource.objects.order_by("id").first(), timezone.now()
    states, weights = zip(*STATES, strict=True)
    for number, (person, at) in enumerate(zip(people, held, strict=True)):
        for turn in range(2):
            hub, state = hubs[(number + 7 * turn) % len(hubs)], draw.choices(states, weights)[0]
            submitted = now - datetime.timedelta(days=draw.randrange(1, 700))
            referral = Referral(
                person=person, hub=hub, source=source, referrer=practitioners[at], team=offices[at],
                reference=f"B-{turn}-{number:07}", submitted_at=submitted, drafted_at=submitted,
                decision_due_on=timezone.localdate(submitted) + datetime.timedelta(days=7),
                taken_by=None if state == S.SUBMITTED else workers[hub.pk],
            )  # fmt: skip
            yield _as_in(referral, state, submitted)


def _as_in(referral: Referral, state: S, submitted: datetime.datetime) -> Referral:
    enter(referral, state)
    later = submitted + datetime.timedelta(days=1)
    if decision := DECIDED.get(state):
        referral.decision, referral.decided_at = decision, later
    if state in (S.STARTED, S.COMPLETED, S.ENDED_EARLY):
        referral.started_on = timezone.localdate(later)
    if state in (S.COMPLETED, S.ENDED_EARLY, S.WITHDRAWN):
        referral.ended_on, referral.explanation = timezone.localdate(later), "Measured"
    if state == S.DECLINED:
        referral.explanation = "Measured"
    if state == S.ON_HOLD:
        referral.held_from = S.ACCEPTED
    if state == S.INFORMATION_REQUESTED:
        referral.decision_due_on = None
    return referral


def _laid_aside(rows: QuerySet) -> Iterator[Fact]:
    """A former version of one row in twenty; without any, ANALYZE tells SQLite that no version is worth looking up."""
    for row in rows.iterator():
        if row.pk % CORRECTED_IN == 0:
            row.version_of_id, row.pk, row.superseded_at = row.pk, None, timezone.now()
            row._state.adding = True
            yield row


def _write(rows: Iterable) -> list:
    """Rows of one model, written in batches; the rows with their keys."""
    made, rows = [], iter(rows)
    while batch := list(itertools.islice(rows, BATCH)):
        made += type(batch[0])._base_manager.bulk_create(batch)
    return made
