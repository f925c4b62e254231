"""What a kind of pathway is made of: its milestones, spells, checks and rules (domain: Pathways)."""

import datetime
import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Standing:
    """What a kind's rules ask of one spell, and of the person's releases: no rule reads a table.

    `settledness` is the class of an accommodation code; `ended_on` the first day it was no longer so.
    """

    code: str
    started_on: datetime.date
    ended_on: datetime.date | None = None
    end_reason: str = ""
    settledness: str = ""
    released_on: frozenset[datetime.date] = frozenset()

    def covers(self, day: datetime.date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)


Rule = Callable[[Standing], bool]


@dataclass(frozen=True)
class Milestone:
    """One step that can be claimed. `always_verified` ones are never left to the sample; `rests_on` says which spells
    can bear the claim of one that needs a spell.
    """

    slug: str
    title: str
    always_verified: bool = False
    rests_on: Rule | None = None

    @property
    def in_sentence(self) -> str:
        """The title within a sentence: job started, but CV and disclosure letter."""
        return self.title if self.title[:2].isupper() else self.title[0].lower() + self.title[1:]


class StartsFrom(enum.StrEnum):
    """The day from which a check is due."""

    RELEASE = "release"
    SPELL = "spell"  # the first day of a spell that achieves the kind: a job, a home, an episode of treatment


@dataclass(frozen=True)
class CheckRule:
    """A dated question: `name` as files and indicators know it, asked `after` a release or the start of a spell.

    One name can be asked from both, on different days: "employed at 6 weeks" of a release, and of a job.
    """

    name: str
    question: str
    starts_from: StartsFrom
    after: relativedelta

    def due_on(self, started_on: datetime.date) -> datetime.date:
        """The day the question is about; months are clipped to the end of a month."""
        return started_on + self.after


@dataclass(frozen=True)
class Kind:
    """One kind of pathway: the referral need it answers, its spells, and its milestones in usual order.

    `codes` and `end_reasons` are value and label; empty `codes` are those of the accommodation table, empty
    `end_reasons` free text. `achieved_by` is the rule by which a spell achieves the pathway; ending for a reason in
    `lasting_ends` is no setback. `sustained_by` names the checks that, answered yes of the spell that achieved it,
    sustain the pathway.
    """

    slug: str
    title: str
    need: str
    spell_kind: str
    spell_noun: str
    achieved_by: Rule
    milestones: tuple[Milestone, ...]
    codes: Mapping[str, str] = field(default_factory=dict)
    end_reasons: Mapping[str, str] = field(default_factory=dict)
    lasting_ends: frozenset[str] = frozenset()
    checks: tuple[CheckRule, ...] = ()
    sustained_by: tuple[str, ...] = ()

    def milestone(self, slug: str) -> Milestone:
        """Raises LookupError for a milestone the kind does not have."""
        for milestone in self.milestones:
            if milestone.slug == slug:
                return milestone
        raise LookupError(f"{self.slug} has no milestone {slug!r}")
