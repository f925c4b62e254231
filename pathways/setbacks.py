"""Setbacks of a pathway: which of those in its history count, and what one by hand says (domain: Pathways).

One by hand says that what stood is over, though no record does. It holds against what was recorded by then, until a
newer fact than it achieves the pathway again: another job, home or treatment, a check that says yes about a later day,
or a milestone verified since.

When two records of a person are merged, those of the pathway that is set aside are carried to the one that stands, and
go back with a merge that is taken back.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db.models import Q

from foundation.intake.importers import in_batches
from foundation.lifecycle.models import Event

from .checks import lasting
from .kinds import Kind, Standing
from .models import Pathway

SET_BACK, TAKEN_BACK = "set_back", "setback_taken_back"
CARRIED, GIVEN_BACK = "setback_carried", "setback_given_back"  # by a merge, and by a merge taken back
TOLD = (SET_BACK, TAKEN_BACK, CARRIED, GIVEN_BACK)
SPELLS, CLAIMS = "spells", "claims"  # what one by hand was about, by their keys


def counted(events: Iterable[Event]) -> list[Event]:
    """The setbacks among these events, first to last, without those that were taken back since.

    One that a merge carried stands for what it was, and for what it then moved.
    """
    events = list(events)
    gone = {event.facts["setback"] for event in events if event.what in (TAKEN_BACK, GIVEN_BACK)}
    stand = [event for event in events if event.what in (SET_BACK, CARRIED) and event.pk not in gone]
    carried = [event for event in stand if event.what == CARRIED]
    told = {event.facts["setback"] for event in carried}
    moved = {(event.subject_id, event.facts["merge"], event.effective_on) for event in carried}
    return [event for event in stand if event.pk not in told and not _is_move_of(event, moved)]


def _is_move_of(event: Event, carried: set[tuple]) -> bool:
    """What judging the one pathway after the merge made of a setback that was carried to it."""
    merge = event.facts.get("merge") if event.what == SET_BACK else None
    return (event.subject_id, merge, event.effective_on) in carried


def by_hand(pathways: Iterable[int]) -> dict[int, list[Event]]:
    """Those that workers recorded of each of these pathways, first to last, by its key."""
    told = Event.objects.filter(
        Q(facts__has_key=SPELLS) | Q(what=GIVEN_BACK), subject_type=Pathway._meta.label_lower, what__in=TOLD
    ).order_by("id")
    found: dict[int, list[Event]] = defaultdict(list)
    for event in in_batches(told, "subject_id", pathways):
        found[event.subject_id].append(event)
    return defaultdict(list, {key: stand for key, events in found.items() if (stand := counted(events))})


def held_against(
    kind: Kind, spells: Mapping[int, Standing], answers: lasting.Answers, told: Sequence[Event]
) -> dict[int, Standing]:
    """The spells, by their key, as the pathway sees them: what a setback by hand was about ended that day."""
    found = dict(spells)
    for event in told:
        for key in set(event.facts[SPELLS]) & set(found):
            spell, day = found[key], event.effective_on
            if spell.started_on <= day and not lasting.is_affirmed_after(kind, spell, answers, day):
                ended_on = min(spell.ended_on or day, day)
                found[key] = replace(spell, ended_on=ended_on, end_reason="")
    return found


def is_newer(claims: Iterable[int], told: Sequence[Event]) -> bool:
    """Whether one of these claims was not verified when the last setback by hand was recorded, or one carried since."""
    last: set[int] = set()
    for event in reversed(told):
        last.update(event.facts[CLAIMS])
        if event.what != CARRIED:
            break
    return not told or not set(claims) <= last
