"""Pathways judged again by all that is recorded, after what changes the whole of a person (domain: Pathways)."""

from django.db import transaction

from foundation.lifecycle.transitions import perform
from people.models import Person

from ..catching_up import judged
from .lasting import in_order


@transaction.atomic
def judge_again(*people: Person) -> None:
    """Begin, achieve, sustain or set back the pathways of these people as spells, claims, checks and releases say.

    Twice changes nothing. The caller holds the people.
    """
    for pathway, moves in judged({person.pk for person in people}):
        for move in moves:
            perform(pathway, move.verb, by=None, effective_on=in_order(pathway, move.on), reason=move.because)
