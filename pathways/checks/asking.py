"""Which checks stand: kept in step with releases, spells, recalls, deaths and pathways (domain: Checks).

One rule for all causes: what should be asked is worked out anew from what is recorded, and compared with what is asked.
So a corrected date moves a check, a recall takes it out of scope, and whatever is put right asks it again. An answer
that somebody gave is never touched.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from foundation.intake.importers import in_batches
from foundation.lifecycle import facts
from people.models import Person

from ..kinds import KINDS
from ..models import Check, Pathway
from ..states import UNDER_WAY, PathwayState
from . import holding, running
from .lives import lives_of
from .points import ASKED, Key, Life, points_of

A = Check.Answer
Opened = Mapping[int, dict[str, datetime.date]]  # the day each kind of pathway opened, by person


@dataclass
class Changes:
    """What is to be done about the checks of some people."""

    new: list[Check] = field(default_factory=list)
    moved: list[tuple[Check, datetime.date]] = field(default_factory=list)
    beside: list[tuple[Check, str]] = field(default_factory=list)
    again: list[Check] = field(default_factory=list)
    dropped: list[Check] = field(default_factory=list)
    kept: list[Check] = field(default_factory=list)  # asked as before
    answered: list[Check] = field(default_factory=list)  # perhaps by a file, which stops no clock


@transaction.atomic(savepoint=False)
def keep_asking(people: Iterable[int], *, because: str = "") -> None:
    """Bring the checks of these people in step with what is recorded of them; twice changes nothing.

    Asked is a person whose pathway of the kind is under way, about days since it opened. What was asked before the
    support ended goes on being asked as long as a team holds the person; nothing new is. because: what moved a date,
    shown beside the day a check was due before. As many queries for many people as for few. (domain: Checks)
    """
    people = sorted(set(people))
    locked = Person.objects.select_for_update(no_key=True).order_by("pk").only("pk")
    people = [person.pk for person in in_batches(locked, "pk", people)]
    under_way, known = _pathways_of(people, UNDER_WAY), _checks_of(people)
    concerned = [pk for pk in people if under_way[pk] or known[pk]]
    if concerned:
        held = holding.of_those_held(pk for pk in concerned if known[pk])
        ended = _pathways_of(held, [PathwayState.CLOSED])
        _write(_compare(concerned, under_way, ended, known), because)


def keep_asking_everybody(*, at_once: int = 500) -> int:
    """The same for everybody whom a pathway under way or a check is about, some people at once; gives how many."""
    asked = set(Pathway.objects.filter(state__in=UNDER_WAY).order_by().values_list("person_id", flat=True))
    asked |= set(Check.objects.open_to_rules().order_by().values_list("person_id", flat=True))
    people = sorted(asked)
    for first in range(0, len(people), at_once):
        with transaction.atomic():
            keep_asking(people[first : first + at_once])
    return len(people)


def _write(changes: Changes, because: str) -> None:
    set_beside = [
        (check, {"answer": A.OUT_OF_SCOPE, "reason": why, "by_rule": True}) for check, why in changes.beside
    ]
    again = [(check, {"answer": "", "reason": "", "by_rule": False}) for check in changes.again]
    facts.correct([(check, {"point_on": day}) for check, day in changes.moved], by=None, what="moved")
    facts.correct(set_beside, by=None, what="out_of_scope")
    facts.correct(again, by=None, what="asked_again")
    if changes.new:
        facts.record(changes.new, by=None, what="asked")
    if changes.dropped:
        facts.set_all_aside(changes.dropped, by=None, what="no_longer_asked")
    running.stop_all([*changes.dropped, *(check for check, _ in changes.beside)])
    running.stop_all(changes.answered, met=True)
    moved = [check for check, _ in changes.moved]
    running.keep([*changes.kept, *changes.new, *changes.again, *moved], because=because)


def _compare(
    people: list[int], under_way: Opened, ended: Opened, known: Mapping[int, list[Check]]
) -> Changes:
    """What is asked beside what should be, person by person; every row is fetched before."""
    lives, changes = lives_of(people), Changes()
    for person_id in people:
        life = lives.get(person_id, Life())
        new = _wanted(life, under_way[person_id])
        _sort(changes, person_id, _wanted(life, ended[person_id]) | new, known[person_id], new)
    return changes


def _checks_of(people: list[int]) -> Mapping[int, list[Check]]:
    known: dict[int, list[Check]] = defaultdict(list)
    for check in in_batches(Check.objects.order_by("point_on", "id"), "person_id", people):
        known[check.person_id].append(check)
    return known


def _pathways_of(people: Collection[int], states: Collection[str]) -> Opened:
    """The kinds of pathway that each person has in these states, and since when."""
    rows = Pathway.objects.filter(state__in=states).order_by().values_list("person_id", "kind", "opened_on")
    found: dict[int, dict[str, datetime.date]] = defaultdict(dict)
    for person_id, kind, opened_on in in_batches(rows, "person_id", people):
        found[person_id][kind] = opened_on
    return found


def _wanted(life: Life, opened: Mapping[str, datetime.date]) -> dict[Key, str]:
    """Each check that should stand and why it is out of scope; of kinds that were not opened, only the latter."""
    found: dict[Key, str] = {}
    for kind in KINDS.values():
        opened_on = opened.get(kind.slug)
        for (name, point_on), beside in points_of(kind, life).items():
            if beside or (opened_on and point_on >= opened_on):
                found[name, point_on] = beside
    return found


def _sort(
    changes: Changes, person_id: int, wanted: Mapping[Key, str], known: list[Check], new: Mapping[Key, str]
) -> None:
    """wanted: what may stand; new: what of it is asked where it is not yet."""
    over: dict[str, list[Check]] = defaultdict(list)
    for check in known:
        if check.answer and not check.by_rule:
            changes.answered.append(check)
            continue
        beside = wanted.get((check.name, check.point_on))
        if beside is None:
            over[check.name].append(check)
        elif beside and check.reason != beside:
            changes.beside.append((check, beside))
        elif not beside:
            (changes.again if check.answer else changes.kept).append(check)
    there = {(check.name, check.point_on) for check in known}
    lacking = sorted(key for key, beside in wanted.items() if beside == ASKED and key not in there)
    for name, point_on in lacking:
        former = next((each for each in over[name] if not each.answer), None)
        if former is None and (name, point_on) in new:
            changes.new.append(Check(person_id=person_id, name=name, point_on=point_on))
        elif former is not None:
            over[name].remove(former)
            changes.moved.append((former, point_on))
    changes.dropped += [check for checks in over.values() for check in checks]
