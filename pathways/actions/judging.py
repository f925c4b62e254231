"""Pathways judged again by all that is recorded, after what changes the whole of a person (domain: Pathways)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model

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
    setbacks_count_no_longer([merge.kept_id, merge.merged_id], {"merge": merge}, by=by)


@transaction.atomic
def setbacks_count_no_longer(people: Iterable[int], cause: Mapping[str, Model], *, by: Any) -> None:
    """Setbacks of these people that came of `cause`, by the name their events give it, were none: it was an error."""
    told = Event.objects.filter(
        person_id__in=list(people), what=SET_BACK, subject_type=Pathway._meta.label_lower,
        **{f"facts__{name}": thing.pk for name, thing in cause.items()},
    )  # fmt: skip
    for setback in told:
        if pathway := Pathway.objects.filter(pk=setback.subject_id).first():
            events.write(
                [events.entry(pathway, TAKEN_BACK, by=by, facts={"setback": setback.pk} | dict(cause))]
            )
