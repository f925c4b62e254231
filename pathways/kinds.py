"""The kinds of pathway, declared: adding one is a declaration, not a rewrite (domain: Pathways)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Milestone:
    """One step that can be claimed. `always_verified` ones are never left to the sample."""

    slug: str
    title: str
    always_verified: bool = False
    needs_spell: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of pathway: the referral need it answers, its spells, and its milestones in usual order."""

    slug: str
    title: str
    need: str
    spell_kind: str
    spell_noun: str
    achieving_codes: frozenset[str]
    milestones: tuple[Milestone, ...]

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


def _declare(kind: Kind) -> None:
    KINDS[kind.slug] = kind


_declare(
    Kind(
        slug="employment",
        title="Employment",
        need="employment",
        spell_kind="employment",
        spell_noun="job",
        achieving_codes=frozenset({"employed", "self_employed", "apprenticeship"}),
        milestones=(
            Milestone("right_to_work", "Identity and right-to-work documents"),
            Milestone("bank_account", "Bank account"),
            Milestone("cv", "CV and disclosure letter"),
            Milestone("course_started", "Basic skills or course started"),
            Milestone("course_completed", "Basic skills or course completed"),
            Milestone("application", "Application"),
            Milestone("interview", "Interview"),
            Milestone("offer", "Offer"),
            Milestone("job_started", "Job started", always_verified=True, needs_spell=True),
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
        achieving_codes=frozenset({"A01A", "A01C", "A01D", "A04", "A07B", "A12"}),
        milestones=(
            Milestone("duty_to_refer", "Duty-to-refer made"),
            Milestone("application", "Application"),
            Milestone("viewing", "Viewing or assessment"),
            Milestone("offer", "Offer"),
            Milestone("moved_in", "Moved in", always_verified=True, needs_spell=True),
        ),
    )
)
_declare(
    Kind(
        slug="substance_support",
        title="Substance support",
        need="substance",
        spell_kind="treatment",
        spell_noun="treatment",
        achieving_codes=frozenset({"community_structured"}),
        milestones=(
            Milestone("need_group", "Need group recorded"),
            Milestone("treatment_in_prison", "Treatment in prison"),
            Milestone("provider_appointment", "Community provider appointment before release"),
            Milestone("medication_bridge", "Medication bridge for release day"),
            Milestone("naloxone", "Naloxone offered"),
            Milestone("first_appointment", "First community appointment attended"),
            Milestone("treatment_started", "Structured treatment started", always_verified=True, needs_spell=True),
        ),
    )
)
