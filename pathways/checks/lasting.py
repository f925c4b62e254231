"""Whether what achieved a pathway lasts: the rule over spells and answers. No query is asked here."""

import datetime
from collections.abc import Iterable, Mapping

from ..kinds import Kind, Standing, StartsFrom
from .points import Key

Answers = Mapping[Key, str]  # what each check says
YES, NO = "yes", "no"


def has_lasted(kind: Kind, spells: Iterable[Standing], answers: Answers) -> bool:
    """Every check of `sustained_by` that belongs to one spell is answered yes, or one ended in a way that lasts.

    Between the first day and the last of these checks another spell may take over; a gap is a setback, after which
    another spell begins anew.
    """
    reaching = [each for each in spells if kind.is_shown_by(each)]
    if any(each.ended_on and kind.stands(each, each.ended_on) for each in reaching):
        return True
    return any(_has_lasted(kind, each, reaching, answers) for each in reaching)


def is_contradicted(kind: Kind, spells: Iterable[Standing], answers: Answers) -> bool:
    """A check says no about a day on which a spell says that it was so."""
    names = {rule.name for rule in kind.checks}
    denied = [day for (name, day), answer in answers.items() if answer == NO and name in names]
    return any(spell.covers(day) for spell in spells for day in denied)


def _has_lasted(kind: Kind, spell: Standing, reaching: list[Standing], answers: Answers) -> bool:
    if not kind.sustained_by:
        return False
    last = spell.started_on
    for name in kind.sustained_by:
        days = [day for day in _points(kind, spell, name) if answers.get((name, day)) == YES]
        if not days:
            return False
        last = max(last, *days)
    return not has_gap(reaching, spell.started_on, last)


def _points(kind: Kind, spell: Standing, name: str) -> Iterable[datetime.date]:
    """The days on which this check asks about the spell: from its first day, or from a release that it bridged."""
    for rule in kind.checks:
        if rule.name != name:
            continue
        if rule.starts_from is StartsFrom.SPELL:
            yield rule.due_on(spell.started_on)
        else:
            yield from (rule.due_on(day) for day in spell.released_on if spell.covers(day))


def has_gap(spells: Iterable[Standing], first: datetime.date, last: datetime.date) -> bool:
    """Whether some day after `first` up to `last` is covered by none of these spells, of which one covers `first`.

    The first day of any gap is a day on which a spell is no longer so.
    """
    spells = list(spells)
    ends = (each.ended_on for each in spells if each.ended_on and first < each.ended_on <= last)
    return any(not any(each.covers(end) for each in spells) for end in ends)
