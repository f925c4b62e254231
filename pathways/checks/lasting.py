"""Whether what achieved a pathway lasts: the rule over spells and answers. No query is asked here."""

import datetime
from collections.abc import Iterable, Mapping

from ..kinds import Kind, Standing, StartsFrom
from .points import Key

Answers = Mapping[Key, str]  # what each check says
YES, NO = "yes", "no"


def has_lasted(kind: Kind, spells: Iterable[Standing], answers: Answers, day: datetime.date) -> bool:
    """Whether what achieved the pathway has lasted up to `day` (see `lasted_on`)."""
    return lasted_on(kind, spells, answers, day) is not None


def lasted_on(
    kind: Kind, spells: Iterable[Standing], answers: Answers, day: datetime.date
) -> datetime.date | None:
    """The day by which what achieved the pathway had lasted; None while it has not.

    Every check of `sustained_by` that belongs to one spell is answered yes, or the last one ended for good.
    From the first day of that spell up to `day` another one may take over; a gap is a setback, after which the next
    spell begins anew.
    """
    reaching = [each for each in spells if kind.is_shown_by(each)]
    last = max(reaching, key=lambda each: each.started_on, default=None)
    if last and last.ended_on and kind.stands(last, last.ended_on):
        return min(last.ended_on, day)
    kept = (_kept_on(kind, each, answers) for each in reaching if not has_gap(reaching, each.started_on, day))
    return min(filter(None, kept), default=None)


def is_contradicted(kind: Kind, spells: Iterable[Standing], answers: Answers) -> bool:
    """A check says no about a day on which a spell says that it was so."""
    return denied_on(kind, spells, answers) is not None


def is_affirmed_after(kind: Kind, spell: Standing, answers: Answers, day: datetime.date) -> bool:
    """A check about this spell, on a later day, says yes."""
    points = ((rule.name, on) for rule in kind.checks for on in _points(kind, spell, rule.name) if on > day)
    return any(answers.get(point) == YES for point in points)


def denied_on(kind: Kind, spells: Iterable[Standing], answers: Answers) -> datetime.date | None:
    """The last day on which one of these spells was so and a check says no."""
    spells, names = list(spells), {rule.name for rule in kind.checks}
    denied = (day for (name, day), answer in answers.items() if answer == NO and name in names)
    return max((day for day in denied if any(each.covers(day) for each in spells)), default=None)


def _kept_on(kind: Kind, spell: Standing, answers: Answers) -> datetime.date | None:
    """The day of the last of the checks that say so, once each of them is answered yes of this spell."""
    days = []
    for name in kind.sustained_by:
        said_yes = [day for day in _points(kind, spell, name) if answers.get((name, day)) == YES]
        if not said_yes:
            return None
        days.append(min(said_yes))
    return max(days, default=None)


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
