"""Supervision, risk and advice: written by the team that holds the person."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse

from foundation.accounts.models import User
from foundation.design.dates import today
from foundation.lifecycle import facts, running

from .. import rules
from ..access import insist_may_write
from ..clocks import RISK_DUE
from ..models import ActivityAdvice, Person, RiskInformation, Supervision
from .locking import locked


@transaction.atomic
def record_supervision(
    person: Person,
    *,
    by: User | None,
    kind: str,
    started_on: datetime.date,
    ended_on: datetime.date | None = None,
    end_reason: str = "",
) -> Supervision:
    """Write down supervision, or when and why the one of that kind and day ends. Raises Unfit (of_supervision)."""
    insist_may_write(by, person)
    rules.insist(rules.of_supervision(person, kind, started_on, ended_on, end_reason))
    person = locked(person)
    ending = {"ended_on": ended_on, "end_reason": end_reason.strip()}
    if same := person.supervisions.filter(kind=kind, started_on=started_on).first():
        facts.correct([(same, ending)], by=by)
        return same
    return facts.record([Supervision(person=person, kind=kind, started_on=started_on, **ending)], by=by)[0]


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
    """Write down the level of risk to one group, in place of the former one.

    "Not yet available" is due again in 14 days, counted anew each time it is said. Raises Unfit (rules.of_risk).
    """
    insist_may_write(by, person)
    rules.insist(rules.of_risk(person, level, meaning, source, assessed_on))
    said = {"level": level, "meaning": meaning.strip(), "source": source.strip(), "assessed_on": assessed_on}
    person = locked(person)
    if risk := person.risks.filter(to_whom=to_whom).first():
        facts.correct([(risk, said)], by=by, what="assessed")
    else:
        risk = RiskInformation(person=person, to_whom=to_whom, **said)
        facts.record([risk], by=by, what="assessed")
    _follow_clock(person, is_missing=level == rules.NOT_YET_AVAILABLE)
    return risk


def _follow_clock(person: Person, *, is_missing: bool) -> None:
    """Run the clock while any group's level is missing; what is missing now makes it due a whole length from today."""
    if not person.risks.filter(level=rules.NOT_YET_AVAILABLE).exists():
        running.stop(person, RISK_DUE)
        return
    if not is_missing:
        return
    due_on = RISK_DUE.due_on(today())
    if running.move(person, RISK_DUE, due_on=due_on, because="Still not yet available"):
        return
    if held := person.caseloads.filter(
        until=None
    ).first():  # where nobody holds a person, nobody can be reminded
        url = reverse("risk_record", args=[person.uuid])
        running.start(RISK_DUE, person, url=url, team=held.team, user=held.practitioner)


@transaction.atomic
def record_advice(
    person: Person,
    *,
    by: User | None,
    recommended: str,
    restricted: str,
    source: str,
    assessed_on: datetime.date,
) -> ActivityAdvice:
    """Write down which activities are recommended and restricted, in place of what was said before.

    Raises Unfit (rules.of_advice).
    """
    insist_may_write(by, person)
    said = {"recommended": recommended.strip(), "restricted": restricted.strip(), "source": source.strip()}
    rules.insist(rules.of_advice(person, assessed_on=assessed_on, **said))
    person, dated = locked(person), said | {"assessed_on": assessed_on}
    if former := person.advice.first():
        facts.correct([(former, dated)], by=by, what="advised")
        return former
    return facts.record([ActivityAdvice(person=person, **dated)], by=by, what="advised")[0]


@transaction.atomic
def record_risks(
    person: Person,
    risks: Iterable[dict[str, Any]],
    *,
    by: User | None,
    advice: dict[str, Any] | None = None,
) -> list[RiskInformation]:
    """`record_risk` for several groups at once, and `record_advice` if there is any: all or none."""
    if advice:
        record_advice(person, by=by, **advice)
    return [record_risk(person, by=by, **each) for each in risks]
