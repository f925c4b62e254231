"""Licence conditions, and hubs that a person must keep away from."""

import datetime
from typing import Any

from django.db import transaction

from foundation.accounts.access import ask
from foundation.accounts.models import Team, User
from foundation.accounts.roles import Permission
from foundation.lifecycle import facts
from foundation.lifecycle.reactions import happened

from .. import rules
from ..access import insist_may_write
from ..causes import CONDITION_ADDED
from ..models import LicenceCondition, Person
from .locking import locked


@transaction.atomic
def record_condition(
    person: Person,
    *,
    by: User | None,
    kind: str,
    text: str,
    source: str,
    since: datetime.date,
    until: datetime.date | None = None,
    team: Team | None = None,
) -> LicenceCondition:
    """Write down a condition; the same one again is given as it stands. Raises Unfit (rules.of_condition), NotYou.

    team: of the hub to keep away from, for that kind alone.
    """
    insist_may_record(by, person)
    said: dict[str, Any] = {
        "kind": kind,
        "text": text.strip(),
        "source": source.strip(),
        "since": since,
        "until": until,
        "team": team,
    }
    rules.insist(rules.of_condition(person, **said))
    person = locked(person)
    if same := person.conditions.filter(**said).first():
        return same
    made = facts.record([LicenceCondition(person=person, recorded_by=by, **said)], by=by, what="added")[0]
    happened(CONDITION_ADDED, by=by, person=person, condition=made)
    return made


@transaction.atomic
def end_condition(
    condition: LicenceCondition, *, by: User | None, until: datetime.date, reason: str
) -> LicenceCondition:
    """The condition no longer holds from that day on. Raises Unfit (rules.of_ending), NotYou."""
    insist_may_record(by, condition.person)
    rules.insist(rules.of_ending(condition.since, until, reason))
    locked(condition.person)
    condition.refresh_from_db()
    facts.correct([(condition, {"until": until})], by=by, what="ended", words=reason)
    return condition


def insist_may_record(by: User | None, person: Person) -> None:
    """Raises NotYou unless the user's role records conditions and their team holds the person."""
    ask(by, Permission.RECORD_CONDITIONS)
    insist_may_write(by, person)
