"""Pathways end with the person's last open referral, and go on when one is reopened (domain: Pathways)."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from foundation.design.dates import today
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import perform
from people.models import Person

from ..checks.asking import keep_asking
from ..handovers import duty
from ..kinds import kinds_for
from ..models import MilestoneClaim, Pathway, Spell, Step
from ..states import UNDER_WAY
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
def reopen_pathways(
    person: Person, needs: Iterable[str], *, by: Any, ended_at: datetime.datetime | None = None
) -> int:
    """Open the closed pathways of these needs again, and the plan; gives how many pathways opened.

    ended_at: when the support ended that goes on; a need that an assessment had found and that was closed since is
    worked on again too. A pathway that had begun goes on in progress.
    """
    hold(person)
    goes_on = Q(kind__in=kinds_for(needs)) | Q(pk__in=_assessed_and_closed_since(ended_at))
    closed = list(Pathway.objects.filter(goes_on, person=person, state=P.CLOSED))
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


def _assessed_and_closed_since(ended_at: datetime.datetime | None) -> QuerySet:
    """The pathways that an assessment had opened, and that were closed from then on with a need still open."""
    told = Event.objects.filter(subject_type=Pathway._meta.label_lower)
    if ended_at is None:
        return told.none().values("subject_id")
    assessed = told.filter(what="opened", to_state=P.NOT_ASSESSED).values("subject_id")
    closed = told.filter(what="close", from_state__in=UNDER_WAY, recorded_at__gte=ended_at)
    return closed.filter(subject_id__in=assessed).values("subject_id")
