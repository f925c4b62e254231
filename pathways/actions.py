"""What is done on pathways: opened, spells recorded, milestones claimed and verified."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from foundation.design.dates import today
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import perform
from people.models import Person

from .kinds import kinds_for
from .models import Pathway

_ENTERED_BY = {"not_assessed": "assess", "no_need": "assess", "declined": "assess", "closed": "reopen"}


@transaction.atomic
def open_pathways(person: Person, needs: Iterable[str], *, by: Any) -> list[Pathway]:
    """Open a pathway for each need that has a declared kind; other needs stay with the referral.

    One that was closed, declined or found no need re-enters "need identified"; one that is under way is left. Doing it
    twice changes nothing. The caller has asked whether `by` may (an acceptance does); returns the person's pathways
    of these kinds. (domain: Pathways)
    """
    kinds = kinds_for(needs)
    _hold(person)
    standing = {pathway.kind: pathway for pathway in Pathway.objects.filter(person=person, kind__in=kinds)}
    for pathway in standing.values():
        if verb := _ENTERED_BY.get(pathway.state):
            perform(pathway, verb, by=None, told={"for": by})
    lacking = [Pathway(person=person, kind=kind, opened_on=today()) for kind in kinds if kind not in standing]
    return [*standing.values(), *facts.record(lacking, by=by, what="opened")]


def _hold(person: Person) -> None:
    """One writer at a time about a person, so that two acceptances do not open the same pathway."""
    Person.objects.select_for_update().get(pk=person.pk)
