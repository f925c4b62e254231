"""Substance support: from prison treatment to the community without a gap (domain: Pathways)."""

from dateutil.relativedelta import relativedelta

from .assessing import Answer, Question, QuestionSet, yes_or_no
from .declaration import CheckRule, Kind, Milestone, Overlap, SpellRules, Standing, StartsFrom

# The groups by which the National Drug Treatment Monitoring System tells treatment apart.
NEED_GROUPS = {
    "opiate": "Opiate",
    "non_opiate": "Non-opiate only",
    "non_opiate_alcohol": "Non-opiate and alcohol",
    "alcohol": "Alcohol only",
}


def is_community_treatment(spell: Standing) -> bool:
    """Structured treatment in the community; treatment in prison does not count."""
    return spell.code == "community_structured"


QUESTIONS_1 = QuestionSet(
    version=1,
    questions=(
        Question(
            "treatment",
            "Is the person in treatment for drugs or alcohol now, or was in prison?",
            (
                Answer("yes", "Yes", is_need=True),
                Answer("declined", "It was offered and the person did not want it"),
                Answer("no", "No"),
            ),
        ),
        yes_or_no("use", "Has the person used opiates, crack or any drug in a way that worries them or others, in the "
                  "last 12 months in the community?", need_if="yes"),
        yes_or_no("alcohol", "Does alcohol cause the person or others harm?", need_if="yes"),
        yes_or_no("medication", "Does the person need medication that must not stop on the day of release?",
                  need_if="yes"),
    ),
)  # fmt: skip

SUBSTANCE_SUPPORT = Kind(
    slug="substance_support",
    title="Substance support",
    need="substance",
    questions=(QUESTIONS_1,),
    spells=SpellRules(
        kind="treatment",
        noun="treatment episode",
        heading="Treatment",
        begun="Treatment",
        code_label="Setting",
        detail_label="Provider",
        detail_hint="The treatment service.",
        overlap=Overlap.ONE_OF_A_CODE,
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
        asks=("need_group",),
    ),
    achieved_by=is_community_treatment,
    only_outside=True,
    milestones=(
        Milestone("need_group", "Need group recorded", values=NEED_GROUPS),
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
        Milestone("top_start", "TOP start"),
        Milestone("top_review", "TOP review"),
        Milestone("top_exit", "TOP exit"),
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
    forms=("top",),
)
