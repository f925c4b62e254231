"""The moves that a pathway makes, judged once by where things stand today. No query is asked here.

The same rules as for what is recorded day by day (`actions/following.py`, `actions/lasting.py`): for imports, and for
what changes the whole of a person at once, such as a release or a merge. (domain: Pathways)
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from foundation.design.dates import say_day

from .checks import lasting
from .kinds import Kind, Standing
from .models import Pathway
from .states import PathwayState as P

MOVES = ("begin", "achieve", "sustain", "set_back")  # dated by the facts that make them


@dataclass(frozen=True)
class Known:
    """What is recorded of one pathway: its spells, the days of its verified milestones, what its checks say."""

    spells: Sequence[Standing]
    verified: Mapping[str, datetime.date]
    answers: lasting.Answers


@dataclass(frozen=True)
class Move:
    """One step: the verb, the state it leads to, the day it took effect, and why where that is said."""

    verb: str
    to: str
    on: datetime.date
    because: str = ""


def moves_of(pathway: Pathway, known: Known, day: datetime.date) -> list[Move]:
    """What the pathway does, in order; nothing for one that is not under way or is where it should be."""
    return list(_moves(pathway, known, day)) if pathway.is_under_way else []


def _moves(pathway: Pathway, known: Known, day: datetime.date) -> Iterator[Move]:
    kind, state = pathway.declaration, P(str(pathway.state))
    if state == P.NEED_IDENTIFIED and (begun_on := _begun_on(kind, known)):
        yield Move("begin", P.IN_PROGRESS, begun_on)
        state = P.IN_PROGRESS
    if pathway.is_achieved and (over := _over(kind, known, day)):
        yield Move("set_back", P.IN_PROGRESS, *over)
        state = P.IN_PROGRESS
    lasted_on = lasting.lasted_on(kind, known.spells, known.answers, day)
    if state == P.SUSTAINED and lasted_on is None and not kind.achieved_when_verified:
        yield Move("set_back", P.IN_PROGRESS, day, "What had lasted was put right")
        state = P.IN_PROGRESS
    if state == P.IN_PROGRESS and (achieved_on := _achieved_on(kind, known, day)):
        yield Move("achieve", P.ACHIEVED, achieved_on)
        state = P.ACHIEVED
    if state == P.ACHIEVED and lasted_on:
        yield Move("sustain", P.SUSTAINED, lasted_on)


def _begun_on(kind: Kind, known: Known) -> datetime.date | None:
    """The first day of anything that begins the pathway: a spell, or all the milestones that achieve it."""
    days = [each.started_on for each in known.spells]
    if kind.is_reached_by(known.verified):
        days += known.verified.values()
    return min(days, default=None)


def _over(kind: Kind, known: Known, day: datetime.date) -> tuple[datetime.date, str] | None:
    """Since when, and why, nothing achieves the pathway any more; None while something does."""
    if kind.achieved_when_verified:
        return None if kind.is_reached_by(known.verified) else (day, "A milestone no longer stands")
    shown = [each for each in known.spells if kind.is_shown_by(each)]
    standing = [each for each in shown if kind.stands(each, day)]
    if any(not lasting.is_contradicted(kind, [each], known.answers) for each in standing):
        return None
    if denied_on := lasting.denied_on(kind, standing, known.answers):
        return denied_on, f"A check about {say_day(denied_on)} says no"
    if any(each.is_doubted for each in shown):
        return day, "The verification of its milestone was revoked"
    if ended_on := max((each.ended_on for each in shown if each.ended_on), default=None):
        return ended_on, f"{kind.spell_noun.capitalize()} ended {say_day(ended_on)}"
    return day, f"{kind.spell_noun} corrected"


def _achieved_on(kind: Kind, known: Known, day: datetime.date) -> datetime.date | None:
    """The first day from which something achieves the pathway today."""
    if kind.is_reached_by(known.verified):
        return max(known.verified[slug] for slug in kind.achieved_when_verified)
    days = [
        kind.achieved_from(each)
        for each in known.spells
        if kind.is_achieved_on(each, day) and not lasting.is_contradicted(kind, [each], known.answers)
    ]
    return min(filter(None, days), default=None)
