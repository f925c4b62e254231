"""Pathways of imported history: opened, closed and moved as the facts say, by sets and without a performer.

The same rules as for what is recorded day by day (`actions/following.py`), judged once by where things stand today.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from foundation.intake.importers import in_batches
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import enter

from . import standing
from .checks import lasting
from .checks.asking import keep_asking
from .checks.points import Key
from .kinds import Standing
from .models import Check, MilestoneClaim, Pathway
from .states import ClaimState
from .states import PathwayState as P

Wanted = Mapping[tuple[int, str], tuple[datetime.date, bool]]
UNDER_WAY = (P.NEED_IDENTIFIED, P.IN_PROGRESS)


def open_as_imported(
    wanted: Wanted, *, by: Any, source: Mapping[str, Any], line_of: Mapping[int, int]
) -> None:
    """Open the pathways of accepted referrals.

    wanted: (person, kind) to (the day of acceptance, whether the person has an open referral still); without one the
    pathway is closed. line_of: the line of the file that says so, by person.
    """
    known = {(each.person_id, each.kind): each for each in _of_people({person for person, _ in wanted})}
    new, corrections = [], []
    for (person_id, kind), (opened_on, is_open) in wanted.items():
        pathway = known.get((person_id, kind))
        if pathway is None:
            pathway = enter(
                Pathway(person_id=person_id, kind=kind, opened_on=opened_on),
                P.NEED_IDENTIFIED if is_open else P.CLOSED,
            )
            new.append(pathway)
        elif is_open and pathway.state == P.CLOSED:
            corrections.append((pathway, {"state": P.NEED_IDENTIFIED, "version": pathway.version + 1}))
        elif not is_open and pathway.state != P.CLOSED:
            corrections.append((pathway, {"state": P.CLOSED, "version": pathway.version + 1}))
        pathway.imported_line = line_of.get(person_id)  # type: ignore[attr-defined]
    facts.record(new, by=by, what="imported", source=source)
    facts.correct(corrections, by=by, what="imported", source=source)
    catch_up({person for person, _ in wanted}, by=by, source=source)


def catch_up(people: Iterable[int], *, by: Any, source: Mapping[str, Any]) -> None:
    """Begin, achieve and sustain the pathways of these people as spells, claims and checks say (domain: Pathways).

    Their checks are brought in step too: what is due is asked.
    """
    people = set(people)
    pathways = [each for each in _of_people(people) if each.state in (*UNDER_WAY, P.ACHIEVED)]
    concerned = {pathway.person_id for pathway in pathways}
    spells, answers = standing.of_people(concerned), _answers_of(concerned)
    verified = _verified_of([each.pk for each in pathways if each.declaration.achieved_when_verified])
    moves = []
    for pathway in pathways:
        found = spells.get((pathway.person_id, pathway.kind), [])
        state = _caught_up(pathway, found, verified[pathway.pk], answers[pathway.person_id])
        if state != pathway.state:
            moves.append((pathway, {"state": state, "version": pathway.version + 1}))
    facts.correct(moves, by=by, what="imported", source=source)
    keep_asking(people)


def _caught_up(
    pathway: Pathway, spells: Sequence[Standing], verified: set[str], answers: lasting.Answers
) -> str:
    kind, day = pathway.declaration, timezone.localdate()
    if any(kind.is_shown_by(each) and kind.stands(each, day) for each in spells):
        return P.SUSTAINED if lasting.has_lasted(kind, spells, answers, day) else P.ACHIEVED
    if pathway.state == P.ACHIEVED or kind.is_reached_by(verified):
        return P.ACHIEVED
    return P.IN_PROGRESS if spells else pathway.state


def _answers_of(people: Iterable[int]) -> dict[int, dict[Key, str]]:
    """What the answered checks of each person say."""
    answered = Check.objects.answered().order_by().values_list("person_id", "name", "point_on", "answer")
    found: dict[int, dict[Key, str]] = defaultdict(dict)
    for person_id, name, point_on, answer in in_batches(answered, "person_id", people):
        found[person_id][name, point_on] = answer
    return found


def _verified_of(pathways: Iterable[int]) -> dict[int, set[str]]:
    """The milestones verified on each of these pathways."""
    claims = MilestoneClaim.objects.filter(state=ClaimState.VERIFIED).order_by()
    found: dict[int, set[str]] = defaultdict(set)
    for pathway_id, milestone in in_batches(
        claims.values_list("pathway", "milestone"), "pathway_id", pathways
    ):
        found[pathway_id].add(milestone)
    return found


def _of_people(people: Iterable[int]) -> Iterable[Pathway]:
    return in_batches(Pathway.objects.order_by("id"), "person_id", people)
