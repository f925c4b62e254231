"""E1: whether people were in work six weeks after release."""

from django.db.models import Case, Exists

from foundation.lifecycle.dates import AddDays
from outcomes.moments import ReportMoment
from pathways.models import Check, Spell

from .declaration import Indicator, Window
from .known import WORK, answer_about_work, known_or, work
from .points import EMPLOYED, Point
from .rows import RELEASED, releases_once_a_day
from .supervised import PROBATION_RESET
from .verified import rests_on_a_verified_claim

DAYS = 42
WEEK_6 = Point(lambda release: AddDays(release, DAYS))


def code(at: ReportMoment) -> Case:
    day = WEEK_6.inside_subquery
    return WEEK_6.of_supervised(at, known_or(answer_about_work(at, Check.Name.WEEK_6, day), work(at, day)))


def verified(at: ReportMoment) -> Exists:
    return rests_on_a_verified_claim(at, Spell.Kind.EMPLOYMENT, WEEK_6.inside_subquery, code__in=WORK)


EMPLOYED_6_WEEKS = Indicator(
    slug="employed-6-weeks",
    id="E1",
    title="Employed at 6 weeks",
    why="Work in the first weeks after release goes with less reoffending.",
    index_date="the day of release",
    denominator="releases, those after recall too; several on one day count once",
    numerator="employed, self-employed or an apprentice on day 42",
    notes=(
        "Unavailable for work, unknown, and recalled or died before day 42: left out. Supervision must not have ended "
        "before day 42; from 1 May 2024 (Probation Reset) supervised cases only, so that figures from before and "
        "after are not one series."
    ),
    index=RELEASED,
    rows=releases_once_a_day,
    code=code,
    parts=EMPLOYED,
    window=Window(days=DAYS),
    official="Employment at six weeks following release from custody, HMPPS Offender Employment Outcomes",
    official_from="2022/23",
    series_break=PROBATION_RESET,
    verified=verified,
)
