"""Accommodation: from the duty to refer to a settled home (domain: Pathways)."""

from dateutil.relativedelta import relativedelta

from .assessing import Answer, Question, QuestionSet, yes_or_no
from .declaration import CheckRule, Kind, Milestone, Overlap, SpellRules, Standing, StartsFrom

HOUSED = frozenset({"settled", "transient"})


def is_home(spell: Standing) -> bool:
    """A settled or transient code: somewhere to live, for however long."""
    return spell.settledness in HOUSED


def is_settled(spell: Standing) -> bool:
    """A home to stay in; a transient place is none."""
    return spell.settledness == "settled"


def is_settled_or_bridged_release(spell: Standing) -> bool:
    """Settled housing, or somewhere to live on the night of a release."""
    housed_that_night = is_home(spell) and any(map(spell.covers, spell.released_on))
    return is_settled(spell) or housed_that_night


QUESTIONS_1 = QuestionSet(
    version=1,
    questions=(
        Question(
            "tonight",
            "Where will the person sleep on the night of release, or tonight if they are out?",
            (
                Answer("settled", "In a home where they can stay for 6 months or more"),
                Answer("transient", "In a place for a shorter time", is_need=True),
                Answer("nowhere", "Nowhere, or it is not known", is_need=True),
            ),
        ),
        yes_or_no("at_risk", "Could the person lose that home within 56 days?", need_if="yes",
                  hint="Arrears, a notice, a relationship that has ended, or a licence condition against the address."),
        yes_or_no("wants_support", "Does the person ask for other support with a home?", need_if="yes"),
    ),
)  # fmt: skip

ACCOMMODATION = Kind(
    slug="accommodation",
    title="Accommodation",
    need="accommodation",
    questions=(QUESTIONS_1,),
    spells=SpellRules(
        kind="accommodation",
        noun="home",
        heading="Homes",
        begun="Home",
        code_label="Kind of accommodation",
        detail_label="Who provides it",
        detail_hint="Do not write the address.",
        usual_ends=(
            "Moved to another home",
            "Time-limited stay ended",
            "Evicted",
            "Tenancy ended",
            "Relationship ended",
            "Recalled to custody",
        ),
        overlap=Overlap.ONE,
        outside_only=is_home,
    ),
    achieved_by=is_settled_or_bridged_release,
    only_outside=True,
    milestones=(
        Milestone("duty_to_refer", "Duty-to-refer made"),
        Milestone("application", "Application"),
        Milestone("viewing", "Viewing or assessment"),
        Milestone("offer", "Offer"),
        Milestone("moved_in", "Moved in", always_verified=True, rests_on=is_home),
    ),
    checks=(
        CheckRule(
            "release_night",
            "Housed on the night of release?",
            StartsFrom.RELEASE,
            relativedelta(),
            is_so=is_home,
        ),
        CheckRule(
            "month_3",
            "In settled accommodation 3 months after release?",
            StartsFrom.RELEASE,
            relativedelta(months=3),
            is_so=is_settled,
        ),
        CheckRule(
            "month_3",
            "Still in settled accommodation 3 months after moving in?",
            StartsFrom.SPELL,
            relativedelta(months=3),
            is_so=is_settled,
        ),
    ),
    sustained_by=("month_3",),
)
