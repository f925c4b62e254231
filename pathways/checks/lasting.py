"""Whether what achieved a pathway lasts: the rule over spells and answers. No query is asked here."""

import datetime
from collections.abc import Iterable, Mapping

from ..kinds import Kind, Standing, StartsFrom
from .points import Key

Answers = Mapping[Key, str]  # what each check says
YES, NO = "yes", "no"


def has_lasted(kind: Kind, spells: Iterable[Standing], answers: Answers, day: datetime.date) -> bool:
    """Every check of `sustained_by` that belongs to one spell is answered yes, or the last one ended for good.

    From the first day of that spell up to `day` another one may take over; a gap is a setback, after which the next
    spell begins anew.
    """
    reaching = [each for each in spells if kind.is_shown_by(each)]
    last = max(reaching, key=lambda each: each.started_on, default=None)
    if last and last.ended_on and kind.stands(last, last.ended_on):
        return True
    return any(
        _is_kept(kind, each, answers) and not has_gap(reaching, each.started_on, day) for each in reaching
    )


def is_contradicted(kind: Kind, spells: Iterable[Standing], answers: Answers) -> bool:
    """A check says no about a day on which a spell says that it was so."""
    names = {rule.name for rule in kind.checks}
    denied = [day for (name, day), answer in answers.items() if answer == NO and name in names]
    return any(spell.covers(day) for spell in spells for day in denied)


def _is_kept(kind: Kind, spell: Standing, answers: Answers) -> bool:
    """Each of the checks that say so has been answered yes of this spell."""
    return bool(kind.sustained_by) and all(
        any(answers.get((name, day)) == YES for day in _points(kind, spell, name))
        for name in kind.sustained_by
    )


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
