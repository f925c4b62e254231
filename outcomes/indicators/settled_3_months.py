"""A2: whether people had a settled home three months after release."""

from django.db.models import Case, Exists, F, Subquery, Value, When
from django.db.models.functions import Coalesce

from foundation.lifecycle.dates import AddMonths
from outcomes.moments import ReportMoment, latest
from pathways.models import Check, Spell

from .declaration import Indicator, Window
from .known import answer, code_of_home, known_or, spells_covering
from .points import OF_SUPERVISED, Point
from .rows import RELEASED, releases_once_a_day
from .supervised import PROBATION_RESET
from .verified import rests_on_a_verified_claim

MONTHS = 3
MONTH_3 = Point(lambda release: AddMonths(release, MONTHS))


def settled(at: ReportMoment) -> Subquery:
    """The class of the home on the day, as yes, no or unknown; of several, the one begun last.

    A code that is not in the list comes out as a code nobody declared, and so is refused rather than left unknown.
    """
    classed = Case(
        When(settledness="settled", then=Value("yes")),
        When(settledness__in=("transient", "homeless"), then=Value("no")),
        When(settledness="unknown", then=Value("unknown")),
    )
    covering = spells_covering(at, Spell.Kind.ACCOMMODATION, MONTH_3.inside_subquery)
    says = Coalesce(code_of_home(classed), F("code"))
    return Subquery(latest(covering, "started_on").annotate(says=says).values("says")[:1])


def code(at: ReportMoment) -> Case:
    day = MONTH_3.inside_subquery
    return MONTH_3.of_supervised(at, known_or(answer(at, Check.Name.MONTH_3, day), settled(at)))


def verified(at: ReportMoment) -> Exists:
    return rests_on_a_verified_claim(at, Spell.Kind.ACCOMMODATION, MONTH_3.inside_subquery)


SETTLED_3_MONTHS = Indicator(
    slug="settled-3-months",
    id="A2",
    title="Settled at 3 months",
    why="A bed for the first night is a start; a home that is still there in three months lets a person settle.",
    index_date="the day of release",
    denominator="releases, those after recall too; several on one day count once",
    numerator="a settled accommodation code 3 months after release",
    notes=(
        "Transient places are not settled. Unknown, out of scope, and recalled or died before that day: left out. "
        "Temporary release is no release. Supervision must not have ended before that day; from 1 May 2024 (Probation "
        "Reset) supervised cases only, so that figures from before and after are not one series."
    ),
    index=RELEASED,
    rows=releases_once_a_day,
    code=code,
    parts=OF_SUPERVISED,
    window=Window(months=MONTHS),
    official="Settled accommodation at three months following release, HMPPS Community Performance",
    official_from="2022/23",
    series_break=PROBATION_RESET,
    verified=verified,
)
