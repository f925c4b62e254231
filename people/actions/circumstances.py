"""Supervision and risk: written by the team that holds the person."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from foundation.accounts.models import User
from foundation.lifecycle import facts

from .. import rules
from ..access import insist_may_write
from ..models import Person, RiskInformation, Supervision
from .locking import locked


@transaction.atomic
def record_supervision(
    person: Person,
    *,
    by: User | None,
    kind: str,
    started_on: datetime.date,
    ended_on: datetime.date | None = None,
) -> Supervision:
    """Write down supervision, or when the one of that kind and day ends. Raises Unfit (rules.of_supervision)."""
    insist_may_write(by, person)
    rules.insist(rules.of_supervision(person, kind, started_on, ended_on))
    person = locked(person)
    if same := person.supervisions.filter(kind=kind, started_on=started_on).first():
        facts.correct([(same, {"ended_on": ended_on})], by=by)
        return same
    return facts.record(
        [Supervision(person=person, kind=kind, started_on=started_on, ended_on=ended_on)], by=by
    )[0]


@transaction.atomic
def record_risk(
    person: Person,
    *,
    by: User | None,
    to_whom: str,
    level: str,
    meaning: str,
    source: str,
    assessed_on: datetime.date,
) -> RiskInformation:
    """Write down the level of risk to one group, in place of the former one. Raises Unfit (rules.of_risk)."""
    insist_may_write(by, person)
    rules.insist(rules.of_risk(person, level, meaning, source, assessed_on))
    said = {"level": level, "meaning": meaning.strip(), "source": source.strip(), "assessed_on": assessed_on}
    if former := locked(person).risks.filter(to_whom=to_whom).first():
        facts.correct([(former, said)], by=by, what="assessed")
        return former
    return facts.record([RiskInformation(person=person, to_whom=to_whom, **said)], by=by, what="assessed")[0]


@transaction.atomic
def record_risks(
    person: Person, risks: Iterable[dict[str, Any]], *, by: User | None
) -> list[RiskInformation]:
    """`record_risk` for several groups at once: all or none."""
    return [record_risk(person, by=by, **each) for each in risks]
