"""Fetching what the rules of checks look at: a fixed number of queries, however many people."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from foundation.intake.importers import in_batches
from people.models import Person
from people.models import Release as RecordedRelease

from .. import standing
from .points import Life, Release


def lives_of(people: Collection[int]) -> dict[int, Life]:
    """The releases, recalls, death and spells of each of these people."""
    lives: dict[int, Life] = defaultdict(Life)
    alive: Any = Person.objects.order_by().values_list("pk", "died_on")
    for person_id, died_on in in_batches(alive.filter(died_on__isnull=False), "pk", people):
        lives[person_id].died_on = died_on
    _add_releases(lives, people)
    for (person_id, kind), spells in standing.of_people(people).items():
        lives[person_id].spells[kind] = spells
    return lives


def _add_releases(lives: dict[int, Life], people: Collection[int]) -> None:
    """Temporary release and bail are no release, and one recalled on its own day is none either."""
    counted = RecordedRelease.objects.filter(kind__in=RecordedRelease.COUNTED, released_on__isnull=False)
    rows = counted.order_by().values_list("person_id", "released_on", "recalled_on")
    for person_id, released_on, recalled_on in in_batches(rows, "person_id", people):
        if recalled_on:
            lives[person_id].recalls.append(recalled_on)
        if recalled_on != released_on:
            lives[person_id].releases.append(Release(released_on, recalled_on))
