"""Cohort labels: which of the recorded ones a person has from a day on."""

import datetime
from collections.abc import Iterable

from django.db import transaction

from foundation.accounts.models import User
from foundation.design.dates import say_day
from foundation.lifecycle import facts

from .. import rules
from ..access import insist_may_write
from ..models import CohortLabel, Person
from .locking import locked


@transaction.atomic
def record_labels(
    person: Person, names: Iterable[str], *, by: User | None, as_from: datetime.date
) -> list[CohortLabel]:
    """Let exactly these labels stand from the day on: new ones begin, missing ones end; gives those that stand.

    Raises Unfit for a day to come or before birth, and where a label would end before it began; ValueError for a name
    that is no label.
    """
    insist_may_write(by, person)
    rules.insist(rules.of_labels(person, as_from))
    wanted = {CohortLabel.Name(name) for name in names}
    person = locked(person)
    standing = {label.name: label for label in person.labels.filter(until=None)}
    over = [label for name, label in standing.items() if name not in wanted]
    if too_late := next((label for label in over if label.since > as_from), None):
        raise rules.Unfit(
            {"as_from": f"“{too_late}” stands since {say_day(too_late.since)}; it cannot end before that."}
        )
    facts.correct([(label, {"until": as_from}) for label in over], by=by, what="ended")
    new = [
        CohortLabel(person=person, name=name, since=as_from, recorded_by=by)
        for name in sorted(wanted - set(standing))
    ]
    facts.record(new, by=by)
    return [*(label for name, label in standing.items() if name in wanted), *new]
