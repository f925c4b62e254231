"""Pathways of imported history: opened, closed and moved as the facts say, by sets and without a performer.

The same rules as for what is recorded day by day, judged once by where things stand today (`course.py`).
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from foundation.design.dates import today
from foundation.intake.importers import in_batches
from foundation.lifecycle import facts
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import enter

from . import setbacks, standing
from .checks.asking import keep_asking
from .checks.points import Key
from .course import MOVES, Known, Move, moves_of
from .handovers import duty
from .models import Check, MilestoneClaim, Pathway
from .states import ClaimState
from .states import PathwayState as P

Wanted = Mapping[tuple[int, str], tuple[datetime.date, bool]]


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
    """Begin, achieve, sustain and set back the pathways of these people as spells, claims and checks say.

    A setback is an event of its own, on its day: it is counted as one of day by day. Their checks are brought in step
    too: what is due is asked, and the duty-to-refer owed or not. (domain: Pathways)
    """
    people = set(people)
    forward: list[tuple[Pathway, str]] = []
    back: dict[str, list[Pathway]] = defaultdict(list)
    found = judged(people)
    moved_on = _moved_on([pathway.pk for pathway, _ in found])
    for pathway, moves in found:
        for move in moves:
            if move.verb == "set_back":
                on = max(move.on, moved_on.get(pathway.pk, move.on))
                pathway.effective_on = on  # type: ignore[attr-defined]
                back[move.because].append(pathway)
        if moves[-1].verb != "set_back":
            forward.append((pathway, moves[-1].to))
    for because, over in back.items():
        moved = [(each, {"state": P.IN_PROGRESS, "version": each.version + 1}) for each in over]
        facts.correct(moved, by=by, what="set_back", reason=because, source=source)
    for pathway, _ in forward:
        vars(pathway).pop("effective_on", None)
    arrived = [(each, {"state": state, "version": each.version + 1}) for each, state in forward]
    facts.correct(arrived, by=by, what="imported", source=source)
    keep_asking(people)
    duty.settle_after_a_file(people)


def judged(people: Iterable[int]) -> list[tuple[Pathway, list[Move]]]:
    """The pathways of these people that are not where they should be, each with its moves; by sets."""
    pathways = [each for each in _of_people(people) if each.is_under_way]
    concerned = {pathway.person_id for pathway in pathways}
    spells, answers = standing.of_people(concerned), _answers_of(concerned)
    told = setbacks.by_hand([each.pk for each in pathways])
    verified = _verified_of([each.pk for each in pathways if each.declaration.achieved_when_verified], told)
    found = []
    for pathway in pathways:
        said = answers[pathway.person_id]
        of_kind = {each.key: each for each in spells.get((pathway.person_id, pathway.kind), [])}
        of_kind = setbacks.held_against(pathway.declaration, of_kind, said, told.get(pathway.pk, []))
        known = Known(list(of_kind.values()), verified[pathway.pk], said)
        if moves := moves_of(pathway, known, today()):
            found.append((pathway, moves))
    return found


def _answers_of(people: Iterable[int]) -> dict[int, dict[Key, str]]:
    """What the answered checks of each person say."""
    answered = Check.objects.answered().order_by().values_list("person_id", "name", "point_on", "answer")
    found: dict[int, dict[Key, str]] = defaultdict(dict)
    for person_id, name, point_on, answer in in_batches(answered, "person_id", people):
        found[person_id][name, point_on] = answer
    return found


def _verified_of(
    pathways: Iterable[int], told: Mapping[int, list[Event]]
) -> dict[int, dict[str, datetime.date]]:
    """The milestones verified on each of these pathways, and when each was reached; none while a setback holds."""
    claims = MilestoneClaim.objects.filter(state=ClaimState.VERIFIED).order_by("reached_on")
    found: dict[int, dict[str, datetime.date]] = defaultdict(dict)
    keys: dict[int, list[int]] = defaultdict(list)
    rows = claims.values_list("pathway", "pk", "milestone", "reached_on")
    for pathway_id, key, milestone, reached_on in in_batches(rows, "pathway_id", pathways):
        found[pathway_id][milestone] = reached_on
        keys[pathway_id].append(key)
    for pathway_id in told:
        if not setbacks.is_newer(keys[pathway_id], told[pathway_id]):
            found[pathway_id] = {}
    return found


def _moved_on(pathways: Iterable[int]) -> dict[int, datetime.date]:
    """The day of the last move by facts of each of these pathways, before which nothing moves them."""
    moves = Event.objects.filter(subject_type=Pathway._meta.label_lower, what__in=MOVES).order_by("id")
    return dict(in_batches(moves.values_list("subject_id", "effective_on"), "subject_id", pathways))


def _of_people(people: Iterable[int]) -> Iterable[Pathway]:
    return in_batches(Pathway.objects.order_by("id"), "person_id", people)
