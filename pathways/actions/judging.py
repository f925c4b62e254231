"""Pathways judged again by all that is recorded, after what changes the whole of a person (domain: Pathways)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from foundation.lifecycle import events
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import perform
from people.models import Merge, Person

from ..catching_up import judged
from ..models import Pathway
from ..setbacks import SET_BACK, TAKEN_BACK
from .lasting import in_order


@transaction.atomic
def judge_again(*people: Person, told: Mapping[str, Any] | None = None) -> None:
    """Begin, achieve, sustain or set back the pathways of these people as spells, claims, checks and releases say.

    Twice changes nothing. told: what made it necessary, kept in the events. The caller holds the people.
    """
    for pathway, moves in judged({person.pk for person in people}):
        for move in moves:
            on = in_order(pathway, move.on)
            perform(
                pathway, move.verb, by=None, effective_on=on, reason=move.because, told=dict(told or {}),
            )  # fmt: skip


@transaction.atomic
def take_back_setbacks(merge: Merge, *, by: Any) -> None:
    """What two records together seemed to say, and what ends as it goes, was no setback of either person.

    It stays in the history, and counts no longer. For a caller that has judged the pathways again.
    """
    told = Event.objects.filter(person_id__in=(merge.kept_id, merge.merged_id), what=SET_BACK)
    for setback in told.filter(subject_type=Pathway._meta.label_lower, facts__merge=merge.pk):
        pathway = Pathway.objects.filter(pk=setback.subject_id).first()
        if pathway:
            events.write(
                [events.entry(pathway, TAKEN_BACK, by=by, facts={"setback": setback.pk, "merge": merge})]
            )
