"""Handing people from caseload to caseload."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from foundation.accounts.models import Team, User
from foundation.design.dates import today
from foundation.lifecycle import events, reactions
from foundation.lifecycle.transitions import Refused

from .. import causes, notices, rules
from ..access import insist_may_hand_over
from ..models import Caseload, Person
from .locking import locked


@dataclass(frozen=True)
class Handed:
    """What came of one person of several. `why_not` is empty when they moved."""

    person: Person
    why_not: str = ""


@transaction.atomic
def move_caseload(
    person: Person, *, by: User | None, team: Team, practitioner: User | None, reason: str
) -> Caseload:
    """Hand the person to a practitioner, or to a team that names one later (domain: Caseload and involvement).

    The former caseload stays in the history, and its team reads for 90 days. Whom the team holds already stays as it
    is. Raises Unfit: no reason, a practitioner who is not of the team, or from whom the record is hidden.
    """
    insist_may_hand_over(by, person)
    rules.insist(rules.of_move(team, practitioner, reason) or _hidden(person, team, practitioner))
    held = hand_to(person, by=by, team=team, practitioner=practitioner, reason=reason)
    notices.tell_moved(held, by=by)
    return held


def move_caseloads(
    people: Iterable[Person], *, by: User, team: Team, practitioner: User | None, reason: str
) -> list[Handed]:
    """`move_caseload` for each; one that cannot move does not stop the others, and says why not."""
    return [_tried(person, by, team, practitioner, reason) for person in people]


def hand_to(
    person: Person, *, by: User | None, team: Team, practitioner: User | None, reason: str
) -> Caseload:
    """End the caseload that stands and begin another; one that is so already is given back. Asks nobody's leave."""
    person, day = locked(person), today()
    former = person.caseloads.filter(until=None).select_related("team").first()
    if former and (former.team_id, former.practitioner_id) == (team.pk, practitioner and practitioner.pk):
        return former
    log = []
    if former:
        former.until = max(day, former.since)
        former.save(update_fields=["until"])
        log.append(_entry(former, "caseload_ended", by, former.until, reason))
    held = Caseload.objects.create(person=person, team=team, practitioner=practitioner, since=day)
    events.write([*log, _entry(held, "held", by, day, reason)])
    reactions.happened(causes.CASELOAD_MOVED, by=by, person=person, caseload=held)
    return held


def _entry(caseload: Caseload, what: str, by: User | None, day, reason: str):
    told = {"team": caseload.team.name}
    return events.entry(caseload, what, by=by, effective_on=day, words=reason, facts=told)


def _hidden(person: Person, team: Team, practitioner: User | None) -> rules.Problems:
    """Somebody of the gaining side must be able to see the record."""
    gaining = [practitioner] if practitioner else User.objects.in_teams(team.pk)
    if any(Person.objects.not_hidden_from(user).filter(pk=person.pk).exists() for user in gaining):
        return {}
    who = practitioner or f"nobody in {team}"
    may = f"{who} may not see it" if practitioner else f"{who} may see it"
    return {"to": f"Access to this record is limited, and {may}. A data steward can change that first."}


def _tried(person: Person, by: User, team: Team, practitioner: User | None, reason: str) -> Handed:
    try:
        move_caseload(person, by=by, team=team, practitioner=practitioner, reason=reason)
    except Refused as refusal:
        return Handed(person, str(refusal))
    return Handed(person)
