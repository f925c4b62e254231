"""Opening pathways for the needs of an accepted referral."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from foundation.design.dates import today
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import perform
from people.models import Person

from ..checks.asking import keep_asking
from ..kinds import kinds_for
from ..models import Pathway
from ..states import PathwayState as P
from .following import follow_what_stands, hold

_ENTERED_BY = {P.NOT_ASSESSED: "assess", P.NO_NEED: "assess", P.DECLINED: "assess", P.CLOSED: "reopen"}


@transaction.atomic
def open_pathways(person: Person, needs: Iterable[str], *, by: Any) -> list[Pathway]:
    """Open a pathway for each need that has a declared kind; other needs stay with the referral.

    One that was closed, declined or found no need re-enters "need identified"; one that is under way is left. A job,
    home or treatment that stands today moves what is opened at once: facts may run ahead of the paperwork. Doing it
    twice changes nothing. The caller has asked whether `by` may (an acceptance does); returns the person's pathways
    of these kinds. (domain: Pathways)
    """
    kinds = kinds_for(needs)
    hold(person)
    under_way = {pathway.kind: pathway for pathway in Pathway.objects.filter(person=person, kind__in=kinds)}
    entered = [pathway for pathway in under_way.values() if pathway.state in _ENTERED_BY]
    for pathway in entered:
        perform(pathway, _ENTERED_BY[pathway.state], by=None, told={"for": by})
    lacking = [
        Pathway(person=person, kind=kind, opened_on=today()) for kind in kinds if kind not in under_way
    ]
    opened = facts.record(lacking, by=by, what="opened")
    follow_what_stands(person, [*entered, *opened])
    keep_asking([person.pk])
    return [*under_way.values(), *opened]
