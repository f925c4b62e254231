"""Substance support: from prison treatment to the community without a gap (domain: Pathways)."""

from dateutil.relativedelta import relativedelta

from .declaration import CheckRule, Kind, Milestone, Standing, StartsFrom


def is_community_treatment(spell: Standing) -> bool:
    """Structured treatment in the community; treatment in prison does not count."""
    return spell.code == "community_structured"


SUBSTANCE_SUPPORT = Kind(
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
    checks=(
        CheckRule(
            "day_21",
            "In community treatment 21 days after release?",
            StartsFrom.RELEASE,
            relativedelta(days=21),
        ),
        CheckRule(
            "week_12",
            "Still in treatment 12 weeks after it began?",
            StartsFrom.SPELL,
            relativedelta(weeks=12),
        ),
    ),
    sustained_by=("week_12",),
)
