"""What a kind of pathway is made of: its questions, milestones, spells, checks and rules (domain: Pathways)."""

import datetime
import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from dateutil.relativedelta import relativedelta

from .assessing import QuestionSet

Stay = tuple[datetime.date | None, datetime.date | None]


@dataclass(frozen=True)
class Standing:
    """What a kind's rules ask of one spell, and of the person's releases: no rule reads a table.

    `settledness` is the class of an accommodation code; `ended_on` the first day it was no longer so. `is_doubted`: the
    milestone that rests on it was verified, then revoked, and has not been verified since. `stays` are the person's
    in custody: from and until, open on a side that is not known.
    """

    code: str
    started_on: datetime.date
    ended_on: datetime.date | None = None
    end_reason: str = ""
    settledness: str = ""
    released_on: frozenset[datetime.date] = frozenset()
    is_doubted: bool = False
    stays: tuple[Stay, ...] = ()
    key: int = 0  # of the spell, where it is recorded

    @property
    def outside_from(self) -> datetime.date | None:
        """The day from which it was so outside custody: of one through a release, that day; else its first day.

        None for one that only began before custody or during it, until a release finds it still so.
        """
        if nights := [day for day in self.released_on if self.covers(day)]:
            return max(nights)
        return None if any(map(self._meets, self.stays)) else self.started_on

    def is_inside_on(self, day: datetime.date) -> bool:
        """Whether the person is in custody on a day; on the first day they were out too."""
        return any(
            (since is None or since < day) and (until is None or day < until) for since, until in self.stays
        )

    def _meets(self, stay: Stay) -> bool:
        since, until = stay
        begins_in_time = since is None or self.ended_on is None or since < self.ended_on
        return begins_in_time and (until is None or self.started_on < until)

    def covers(self, day: datetime.date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)


class Dated(Protocol):
    """What has a code, a first day, and the first day it was no longer so."""

    code: Any
    started_on: Any
    ended_on: Any


Rule = Callable[[Standing], bool]


@dataclass(frozen=True)
class Milestone:
    """One step that can be claimed.

    `always_verified` ones are never left to the sample; `rests_on` says which spells can bear the claim of one that
    needs a spell; `values` are those of which its claim names one. What is reached `once` is not claimed again while a
    claim of it stands; anything else is repeated after a setback or another release.
    """

    slug: str
    title: str
    always_verified: bool = False
    rests_on: Rule | None = None
    once: bool = False
    values: Mapping[str, str] = field(default_factory=dict)

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

    One name can be asked from both, on different days: "employed at 6 weeks" of a release, and of a job. `is_so` says
    which spells of that day mean yes; without it, those that achieve the kind.
    """

    name: str
    question: str
    starts_from: StartsFrom
    after: relativedelta
    is_so: Rule | None = None

    def due_on(self, started_on: datetime.date) -> datetime.date:
        """The day the question is about; months are clipped to the end of a month."""
        return started_on + self.after


class Overlap(enum.StrEnum):
    """Which spells of one person and kind may not share a day."""

    ANY = "any"  # they may: two jobs
    ONE = "one"  # one at a time: a tenancy
    ONE_OF_A_CODE = "one_of_a_code"  # one of each code: a treatment episode in one setting


MAY_ASK = (
    "hours",
    "occupation",
    "pay",
    "pay_per",
    "need_group",
)  # the columns of a spell that a kind can ask for


@dataclass(frozen=True)
class SpellRules:
    """The dated states of the world that belong to a kind.

    `kind` as files know it; `noun` in a sentence ("job"), `heading` over a list of them, `begun` before "started" on
    the timeline. `codes` and `end_reasons` are value and label; empty `codes` are those of the accommodation table,
    empty `end_reasons` free text, for which `usual_ends` are offered. `code_label` and `detail_label` say what is
    asked; `asks` names the further columns of a spell that this kind fills, of those spells for which `asked_of`
    holds. Ending for a reason in `lasting_ends` is no setback. `outside_only` are spells that cannot begin in custody.
    """

    kind: str
    noun: str
    heading: str
    begun: str
    code_label: str
    detail_label: str
    detail_hint: str
    overlap: Overlap = Overlap.ANY
    codes: Mapping[str, str] = field(default_factory=dict)
    end_reasons: Mapping[str, str] = field(default_factory=dict)
    usual_ends: tuple[str, ...] = ()
    lasting_ends: frozenset[str] = frozenset()
    asks: tuple[str, ...] = ()
    asked_of: Rule | None = None
    outside_only: Rule | None = None

    def keep_apart(self, one: Dated, other: Dated) -> bool:
        """Whether two spells of this kind share a day though they cannot both be so."""
        if self.overlap == Overlap.ANY or (self.overlap == Overlap.ONE_OF_A_CODE and one.code != other.code):
            return False
        begins_in_time = other.ended_on is None or one.started_on < other.ended_on
        return begins_in_time and (one.ended_on is None or other.started_on < one.ended_on)


@dataclass(frozen=True)
class Kind:
    """One kind of pathway: the referral need it answers, how the need is assessed, and its milestones in usual order.

    `achieved_by` is the rule by which a spell achieves the pathway; a kind without spells is achieved once every
    milestone of `achieved_when_verified` is. `questions` are the versions of its question set, the current one last.
    With `only_outside`, a spell achieves it for days out of custody alone; a recall by itself is no setback.
    `sustained_by` names the checks that, answered yes of the spell that achieved it, sustain the pathway; `forms` the
    forms that are filled in on it.
    """

    slug: str
    title: str
    need: str
    questions: tuple[QuestionSet, ...]
    milestones: tuple[Milestone, ...]
    spells: SpellRules | None = None
    achieved_by: Rule | None = None
    only_outside: bool = False
    achieved_when_verified: tuple[str, ...] = ()
    checks: tuple[CheckRule, ...] = ()
    sustained_by: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """A kind is achieved by its spells or by its milestones: one rule, not two. Raises ValueError otherwise."""
        by_spells, by_milestones = bool(self.achieved_by), bool(self.achieved_when_verified)
        if by_spells == by_milestones or by_spells != bool(self.spells):
            raise ValueError(f"{self.slug} must be achieved by its spells or, without any, by its milestones")
        for slug in self.achieved_when_verified:
            if not self.milestone(slug).always_verified:
                raise ValueError(f"{self.slug} is achieved by {slug}, which must always be verified")

    @property
    def spell_kind(self) -> str:
        """The kind of its spells as files know it; empty for a kind without spells."""
        return self.spells.kind if self.spells else ""

    @property
    def spell_noun(self) -> str:
        """What one of its spells is called in a sentence: a job, a home."""
        return self.spells.noun if self.spells else ""

    @property
    def question_set(self) -> QuestionSet:
        """The version that is asked now."""
        return self.questions[-1]

    def question_set_of(self, version: int) -> QuestionSet:
        """Raises LookupError for a version that was never declared."""
        for each in self.questions:
            if each.version == version:
                return each
        raise LookupError(f"{self.slug} has no question set of version {version}")

    def milestone(self, slug: str) -> Milestone:
        """Raises LookupError for a milestone the kind does not have."""
        for milestone in self.milestones:
            if milestone.slug == slug:
                return milestone
        raise LookupError(f"{self.slug} has no milestone {slug!r}")

    def is_shown_by(self, spell: Standing) -> bool:
        """Whether a spell achieves the pathway."""
        return bool(self.achieved_by and self.achieved_by(spell))

    def achieved_from(self, spell: Standing) -> datetime.date | None:
        """The day from which a spell achieves the pathway; None for one that never does, or not before a release."""
        if not self.is_shown_by(spell):
            return None
        return spell.outside_from if self.only_outside else spell.started_on

    def is_achieved_on(self, spell: Standing, day: datetime.date) -> bool:
        """Whether a spell that stands on a day achieves the pathway then: of a home, not while the person is inside."""
        if self.achieved_from(spell) is None or not self.stands(spell, day):
            return False
        return not (self.only_outside and spell.is_inside_on(day))

    def means_yes(self, rule: CheckRule, spell: Standing) -> bool:
        """Whether a spell that covers the day of a check says yes to it."""
        return rule.is_so(spell) if rule.is_so else self.is_shown_by(spell)

    def stands(self, spell: Standing, day: datetime.date) -> bool:
        """Whether a spell is so on a day, or ended before it in a way that is no setback; never one that is doubted."""
        if spell.is_doubted:
            return False
        lasting = self.spells.lasting_ends if self.spells else ()
        return spell.ended_on is None or spell.ended_on > day or spell.end_reason in lasting

    def is_reached_by(self, verified: Iterable[str]) -> bool:
        """Whether the milestones that are verified achieve the pathway."""
        return bool(self.achieved_when_verified) and set(self.achieved_when_verified) <= set(verified)
