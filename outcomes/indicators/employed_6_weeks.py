"""E1: whether people were in work six weeks after release."""

import datetime

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from foundation.lifecycle.dates import AddDays
from outcomes.moments import ReportMoment
from pathways.models import Check
from people.models import Supervision

from .declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, UNKNOWN, Indicator, Window, excluded
from .known import after_release, answer, has_died_by, known_or, recalled_by, window_is_open, work
from .rows import RELEASED, releases_once_a_day

DAYS = 42
PROBATION_RESET = datetime.date(2024, 5, 1)


def supervisions_until(at: ReportMoment, day: AddDays) -> QuerySet:
    """The person's supervision after the release, as far as it had begun by the day."""
    return at.known(Supervision).filter(
        Q(ended_on=None) | Q(ended_on__gt=OuterRef("released_on")),
        person=OuterRef("person_id"),
        started_on__lte=day,
    )


def is_not_supervised(at: ReportMoment, days: int) -> Q:
    """Whether supervision had ended before the point; from 1 May 2024, also whether there was none."""
    known = supervisions_until(at, after_release(days, inside_subquery=True))
    standing = known.filter(Q(ended_on=None) | Q(ended_on__gte=after_release(days, inside_subquery=True)))
    return ~Q(Exists(standing)) & (Q(released_on__gte=PROBATION_RESET) | Q(Exists(known)))


def code(at: ReportMoment) -> Case:
    """Recall and death before the point come first: they are settled however long the person was followed."""
    point = after_release(DAYS, inside_subquery=True)
    return Case(
        When(recalled_by(at, after_release(DAYS - 1)), then=Value("recalled")),
        When(has_died_by(at, after_release(DAYS - 1)), then=Value("died")),
        When(window_is_open(at, DAYS), then=Value("not_yet_followed")),
        When(is_not_supervised(at, DAYS), then=Value("not_supervised")),
        default=known_or(Coalesce(answer(at, Check.Name.WEEK_6, point), work(at, point))),
    )


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
    parts={
        "yes": EVENT,
        "employed": EVENT,
        "self_employed": EVENT,
        "apprenticeship": EVENT,
        "no": NON_EVENT,
        "not_employed": NON_EVENT,
        "education": NON_EVENT,
        "unknown": UNKNOWN,
        "unavailable": excluded("unavailable_for_work"),
        "not_supervised": excluded("not_supervised"),
        "out_of_scope": excluded("out_of_scope"),
        "recalled": excluded("recalled"),
        "died": excluded("died"),
        "not_yet_followed": excluded(NOT_YET_FOLLOWED),
    },
    window=Window(days=DAYS),
    official="Employment at six weeks following release from custody, HMPPS Offender Employment Outcomes",
    official_from="2022/23",
    series_break=PROBATION_RESET,
)
