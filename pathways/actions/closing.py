"""Pathways end with the person's last open referral, and go on when one is reopened (domain: Pathways)."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from foundation.design.dates import today
from foundation.lifecycle.transitions import perform
from people.models import Person

from ..checks.asking import keep_asking
from ..handovers import duty
from ..kinds import kinds_for
from ..models import MilestoneClaim, Pathway, Spell, Step
from ..states import PathwayState as P
from .following import follow, follow_claims, hold
from .plans import end_plan, reopen_plan


@transaction.atomic
def close_pathways(person: Person, *, by: Any, on: datetime.date | None = None, reason: str = "") -> int:
    """Close every pathway of the person that is not closed, and end the plan; gives how many pathways closed.

    The caller knows that no open referral is left, and has asked who may.
    """
    hold(person)
    standing = list(Pathway.objects.filter(person=person).exclude(state=P.CLOSED))
    for pathway in standing:
        perform(pathway, "close", by=None, effective_on=on or today(), reason=reason, told={"for": by})
    end_plan(person, by=by, on=on or today())
    duty.settle(person)
    keep_asking([person.pk])
    return len(standing)


@transaction.atomic
def reopen_pathways(person: Person, needs: Iterable[str], *, by: Any) -> int:
    """Open the closed pathways of these needs again, and the plan; gives how many pathways opened.

    A pathway that had begun goes on in progress.
    """
    hold(person)
    closed = list(Pathway.objects.filter(person=person, kind__in=kinds_for(needs), state=P.CLOSED))
    begun = set(MilestoneClaim.objects.filter(pathway__in=closed).values_list("pathway", flat=True))
    begun |= set(Step.objects.filter(goal__pathway__in=closed).values_list("goal__pathway", flat=True))
    for pathway in closed:
        spells = Spell.objects.filter(person=person, kind=pathway.declaration.spell_kind)
        is_begun = pathway.pk in begun or spells.exists()
        perform(pathway, "reopen", by=None, is_begun=is_begun, told={"for": by})
        for spell in spells.covering(today()).order_by("started_on"):
            follow(pathway, spell, is_new=False)
        follow_claims(pathway)
    reopen_plan(person, by=by)
    duty.settle(person)
    keep_asking([person.pk])
    return len(closed)
