"""The kinds of pathway, declared: adding one is a declaration, not a rewrite (domain: Pathways)."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

HOUSED = frozenset({"settled", "transient"})


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


@dataclass(frozen=True)
class Kind:
    """One kind of pathway: the referral need it answers, its spells, and its milestones in usual order.

    `codes` and `end_reasons` are value and label; empty `codes` are those of the accommodation table, empty
    `end_reasons` free text. `achieved_by` is the rule by which a spell achieves the pathway; ending for a reason in
    `lasting_ends` is no setback.
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

    def milestone(self, slug: str) -> Milestone:
        """Raises LookupError for a milestone the kind does not have."""
        for milestone in self.milestones:
            if milestone.slug == slug:
                return milestone
        raise LookupError(f"{self.slug} has no milestone {slug!r}")


KINDS: dict[str, Kind] = {}


def kinds_for(needs: Iterable[str]) -> list[str]:
    """The slugs of the kinds that answer these needs, in declared order."""
    wanted = set(needs)
    return [kind.slug for kind in KINDS.values() if kind.need in wanted]


def kind_of_spells(spell_kind: str) -> Kind:
    """The kind whose spells these are. Raises LookupError when none is declared."""
    for kind in KINDS.values():
        if kind.spell_kind == spell_kind:
            return kind
    raise LookupError(f"no pathway has spells of kind {spell_kind!r}")


def is_work(spell: Standing) -> bool:
    """Employed, self-employed or an apprenticeship; education is not work."""
    return spell.code in {"employed", "self_employed", "apprenticeship"}


def is_home(spell: Standing) -> bool:
    """A settled or transient code: somewhere to live, for however long."""
    return spell.settledness in HOUSED


def is_settled_or_bridged_release(spell: Standing) -> bool:
    """Settled housing, or somewhere to live on the night of a release."""
    housed_that_night = is_home(spell) and any(map(spell.covers, spell.released_on))
    return spell.settledness == "settled" or housed_that_night


def is_community_treatment(spell: Standing) -> bool:
    """Structured treatment in the community; treatment in prison does not count."""
    return spell.code == "community_structured"


def _declare(kind: Kind) -> None:
    KINDS[kind.slug] = kind


_declare(
    Kind(
        slug="employment",
        title="Employment",
        need="employment",
        spell_kind="employment",
        spell_noun="job",
        achieved_by=is_work,
        codes={
            "employed": "Employed",
            "self_employed": "Self-employed",
            "apprenticeship": "Apprenticeship",
            "education": "Education or training",
            "not_employed": "Not employed",
            "unavailable": "Unavailable for work",
        },
        milestones=(
            Milestone("right_to_work", "Identity and right-to-work documents"),
            Milestone("bank_account", "Bank account"),
            Milestone("cv", "CV and disclosure letter"),
            Milestone("course_started", "Basic skills or course started"),
            Milestone("course_completed", "Basic skills or course completed"),
            Milestone("application", "Application"),
            Milestone("interview", "Interview"),
            Milestone("offer", "Offer"),
            Milestone("job_started", "Job started", always_verified=True, rests_on=is_work),
        ),
    )
)
_declare(
    Kind(
        slug="accommodation",
        title="Accommodation",
        need="accommodation",
        spell_kind="accommodation",
        spell_noun="home",
        achieved_by=is_settled_or_bridged_release,
        milestones=(
            Milestone("duty_to_refer", "Duty-to-refer made"),
            Milestone("application", "Application"),
            Milestone("viewing", "Viewing or assessment"),
            Milestone("offer", "Offer"),
            Milestone("moved_in", "Moved in", always_verified=True, rests_on=is_home),
        ),
    )
)
_declare(
    Kind(
        slug="substance_support",
        title="Substance support",
        need="substance",
        spell_kind="treatment",
        spell_noun="treatment episode",
        achieved_by=is_community_treatment,
        codes={
            "community_structured": "Structured treatment in the community",
            "prison": "Treatment in prison",
            "other": "Other treatment",
        },
        end_reasons={
            "free_of_dependence": "Completed, free of dependence",
            "dropped_out": "Dropped out",
            "transferred": "Transferred to another provider",
            "recalled": "Recalled to custody",
            "other": "Other",
        },
        lasting_ends=frozenset({"free_of_dependence"}),
        milestones=(
            Milestone("need_group", "Need group recorded"),
            Milestone("treatment_in_prison", "Treatment in prison"),
            Milestone("provider_appointment", "Community provider appointment before release"),
            Milestone("medication_bridge", "Medication bridge for release day"),
            Milestone("naloxone", "Naloxone offered"),
            Milestone("first_appointment", "First community appointment attended"),
            Milestone(
                "treatment_started",
                "Structured treatment started",
                always_verified=True,
                rests_on=is_community_treatment,
            ),
        ),
    )
)
