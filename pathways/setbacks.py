"""Setbacks of a pathway: which of those in its history count, and what one by hand says (domain: Pathways).

One by hand says that what stood is over, though no record does. It holds against what was recorded by then, until a
newer fact than it achieves the pathway again: another job, home or treatment, a check that says yes about a later day,
or a milestone verified since.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from foundation.intake.importers import in_batches
from foundation.lifecycle.models import Event

from .checks import lasting
from .kinds import Kind, Standing
from .models import Pathway

SET_BACK, TAKEN_BACK = "set_back", "setback_taken_back"
TOLD = (SET_BACK, TAKEN_BACK)
SPELLS, CLAIMS = "spells", "claims"  # what one by hand was about, by their keys


def counted(events: Iterable[Event]) -> list[Event]:
    """The setbacks among these events, first to last, without those that were taken back since."""
    events = list(events)
    gone = {event.facts["setback"] for event in events if event.what == TAKEN_BACK}
    return [event for event in events if event.what == SET_BACK and event.pk not in gone]


def by_hand(pathways: Iterable[int]) -> dict[int, list[Event]]:
    """Those that workers recorded of each of these pathways, first to last, by its key."""
    told = Event.objects.filter(
        subject_type=Pathway._meta.label_lower, what=SET_BACK, facts__has_key=SPELLS
    ).order_by("id")
    found: dict[int, list[Event]] = defaultdict(list)
    for event in in_batches(told, "subject_id", pathways):
        found[event.subject_id].append(event)
    return found


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
    """Whether one of these verified claims was not when the last setback by hand was recorded."""
    return not told or not set(claims) <= set(told[-1].facts[CLAIMS])
