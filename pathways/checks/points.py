"""The days about which a person is asked, from the rules that the kinds declare. No query is asked here."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..kinds import CheckRule, Kind, Standing, StartsFrom

Key = tuple[str, datetime.date]  # a check's name and the day it is about
ASKED, RECALLED, DIED = (
    "",
    "Recalled to custody",
    "Died",
)  # why a check is out of scope by rule; "" when it is not


@dataclass(frozen=True)
class Release:
    """A release that counts: of one of the kinds that are releases, and not recalled on its own day."""

    released_on: datetime.date
    recalled_on: datetime.date | None = None


@dataclass
class Life:
    """What the rules look at of one person: releases, recalls and death, and the spells by kind of pathway."""

    died_on: datetime.date | None = None
    releases: list[Release] = field(default_factory=list)
    recalls: list[datetime.date] = field(default_factory=list)
    spells: dict[str, list[Standing]] = field(default_factory=dict)

    def reaching(self, kind: Kind) -> list[Standing]:
        """The jobs, homes or treatment that achieve the kind."""
        return [each for each in self.spells.get(kind.slug, ()) if kind.is_shown_by(each)]


@dataclass(frozen=True)
class Question:
    """One rule asked of one person: the day it is about, the day it counts from, and why nobody needs to ask."""

    rule: CheckRule
    point_on: datetime.date
    counts_from: datetime.date
    beside: str = ASKED

    @property
    def key(self) -> Key:
        return self.rule.name, self.point_on


def questions_of(kind: Kind, life: Life) -> Iterator[Question]:
    """Every question of the kind that follows from the person's releases and spells, in scope or not."""
    for rule in kind.checks:
        if rule.starts_from is StartsFrom.RELEASE:
            for release in life.releases:
                recalls = [release.recalled_on] if release.recalled_on else []
                yield _asked(rule, release.released_on, recalls, life.died_on)
        else:
            for spell in life.reaching(kind):
                yield _asked(rule, spell.started_on, life.recalls, life.died_on)


def points_of(kind: Kind, life: Life) -> dict[Key, str]:
    """Each check the kind asks for, and why it is out of scope; asked is stronger where two rules mean one day."""
    found: dict[Key, str] = {}
    for question in questions_of(kind, life):
        if found.get(question.key, question.beside) == question.beside or not question.beside:
            found[question.key] = question.beside
    return found


def _asked(
    rule: CheckRule, since: datetime.date, recalls: Sequence[datetime.date], died_on: datetime.date | None
) -> Question:
    point_on = rule.due_on(since)
    if any(since <= recall < point_on for recall in recalls):
        return Question(rule, point_on, since, RECALLED)
    if died_on and died_on < point_on:
        return Question(rule, point_on, since, DIED)
    return Question(rule, point_on, since)
