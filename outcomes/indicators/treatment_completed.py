"""S3: how many of those who left treatment had completed it, free of dependence."""

from django.db.models import Case, F, QuerySet, Value, When

from outcomes.moments import ReportMoment
from outcomes.places import hub_on_release
from pathways.models import Spell

from .declaration import EVENT, NON_EVENT, UNKNOWN, Index, Indicator

COMPLETED = "free_of_dependence"
LEFT = Index(
    "treatment exit", Spell, "ended_on", F("ended_on"), hub_on_release
)  # of a referral live that day


def exits(at: ReportMoment) -> QuerySet:
    """Every episode of treatment that had ended, wherever it was given."""
    return at.known(Spell).filter(kind=Spell.Kind.TREATMENT, ended_on__lte=at.as_at)


def code(at: ReportMoment) -> Case:
    return Case(
        When(end_reason=COMPLETED, then=Value("completed")),
        When(end_reason="", then=Value("unsaid")),
        default=Value("left"),
    )


TREATMENT_COMPLETED = Indicator(
    slug="treatment-completed",
    id="S3",
    title="Treatment completed",
    why="Leaving treatment free of dependence is what it is for; dropping out is the time of greatest risk.",
    index_date="the day treatment ended: the first day the person was no longer in it",
    denominator="treatment episodes that ended, with the reason recorded",
    numerator="of these, those completed free of dependence",
    notes=(
        "Every treatment episode counts, in prison too, and a transfer or a recall is an exit without completion, as "
        "in the national statistics on treatment. An end without a reason is unknown, never a no."
    ),
    index=LEFT,
    rows=exits,
    code=code,
    parts={"completed": EVENT, "left": NON_EVENT, "unsaid": UNKNOWN},
)
