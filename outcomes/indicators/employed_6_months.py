"""E2: whether people were in work six months after release."""

from django.db.models import Case, Exists

from foundation.lifecycle.dates import AddMonths
from outcomes.moments import ReportMoment
from pathways.models import Check, Spell

from .declaration import Indicator, Window
from .known import WORK, answer_about_work, known_or, work
from .points import EMPLOYED, Point
from .rows import RELEASED, releases_once_a_day
from .supervised import PROBATION_RESET
from .verified import rests_on_a_verified_claim

MONTHS = 6
MONTH_6 = Point(lambda release: AddMonths(release, MONTHS))


def code(at: ReportMoment) -> Case:
    day = MONTH_6.inside_subquery
    return MONTH_6.of_supervised(at, known_or(answer_about_work(at, Check.Name.MONTH_6, day), work(at, day)))


def verified(at: ReportMoment) -> Exists:
    return rests_on_a_verified_claim(at, Spell.Kind.EMPLOYMENT, MONTH_6.inside_subquery, code__in=WORK)


EMPLOYED_6_MONTHS = Indicator(
    slug="employed-6-months",
    id="E2",
    title="Employed at 6 months",
    why="A job that is there half a year after release is one that changes a life.",
    index_date="the day of release",
    denominator="releases, those after recall too; several on one day count once",
    numerator="employed, self-employed or an apprentice 6 months after release",
    notes=(
        "Months end with the month: 6 months after 31 August is 28 or 29 February. Unavailable for work, unknown, and "
        "recalled or died before that day: left out. Supervision must not have ended before it; from 1 May 2024 "
        "(Probation Reset) supervised cases only, so that figures from before and after are not one series."
    ),
    index=RELEASED,
    rows=releases_once_a_day,
    code=code,
    parts=EMPLOYED,
    window=Window(months=MONTHS),
    official="Employment at six months following release from custody, HMPPS Offender Employment Outcomes",
    official_from="2022/23",
    series_break=PROBATION_RESET,
    verified=verified,
)
