"""Pathways of imported history: opened, closed and moved as the facts say, by sets and without a performer.

The same rules as for what is recorded day by day (`actions/following.py`), judged once by where things stand today.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F
from django.utils import timezone

from foundation.intake.importers import in_batches
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import enter
from people.models import Release

from .kinds import Standing, kind_of_spells
from .models import AccommodationCode, Pathway, Spell
from .standing import COUNTED_RELEASES
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
    """Begin and achieve the pathways under way of these people as their spells say (domain: Pathways)."""
    pathways = [each for each in _of_people(people) if each.state in UNDER_WAY]
    spells = _standings({pathway.person_id for pathway in pathways})
    today = timezone.localdate()
    moves = []
    for pathway in pathways:
        kind = pathway.declaration
        found = spells.get((pathway.person_id, kind.slug), [])
        lasting = [
            each
            for each in found
            if kind.achieved_by(each)
            and (each.ended_on is None or each.ended_on > today or each.end_reason in kind.lasting_ends)
        ]
        state = P.ACHIEVED if lasting else P.IN_PROGRESS if found else pathway.state
        if state != pathway.state:
            moves.append((pathway, {"state": state, "version": pathway.version + 1}))
    facts.correct(moves, by=by, what="imported", source=source)


def _of_people(people: Iterable[int]) -> Iterable[Pathway]:
    return in_batches(Pathway.objects.order_by("id"), "person_id", people)


def _standings(people: set[int]) -> dict[tuple[int, str], list[Standing]]:
    """The spells of these people by (person, kind of pathway), as the kinds' rules see them."""
    settledness = dict(AccommodationCode.objects.values_list("code", "settledness"))
    releases = Release.objects.filter(kind__in=COUNTED_RELEASES, released_on__isnull=False).order_by()
    days: dict[int, set[datetime.date]] = defaultdict(set)
    kept = releases.exclude(recalled_on=F("released_on")).values_list("person_id", "released_on")
    for person_id, released_on in in_batches(kept, "person_id", people):
        days[person_id].add(released_on)
    found: dict[tuple[int, str], list[Standing]] = defaultdict(list)
    for spell in in_batches(Spell.objects.order_by("started_on"), "person_id", people):
        standing = Standing(
            code=spell.code, started_on=spell.started_on, ended_on=spell.ended_on, end_reason=spell.end_reason,
            settledness=settledness.get(spell.code, ""), released_on=frozenset(days[spell.person_id]),
        )  # fmt: skip
        found[spell.person_id, kind_of_spells(spell.kind).slug].append(standing)
    return found
