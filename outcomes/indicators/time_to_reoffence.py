"""R3: how long until a proven offence, for everyone, however long they were followed."""

import datetime

from django.db.models import Case, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.db.models.lookups import Exact

from foundation.lifecycle.dates import DaysBetween, add_months
from outcomes.moments import ReportMoment
from people.models import Offence

from .declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, Indicator, excluded
from .known import died_on, is_not_matched
from .rows import RELEASED, first_releases_in_quarter

FAR = 10**6
CONVICTION_LAG = 6  # months


def followed_to(at: ReportMoment) -> datetime.date:
    """Six months before as-at, or before the day the loaded offence data reaches if that is earlier."""
    return add_months(min(at.as_at, at.offences_to or at.as_at), -CONVICTION_LAG)


def stop(at: ReportMoment) -> Least:
    """The day on which a person's follow-up stopped, doubled; one more when it stopped without an offence.

    One number holds day and kind, so that each subquery runs once and an offence comes before an end of follow-up on
    the same day. Follow-up ends with death or with `followed_to`; a death dated before the release ends it at once.
    """
    offences = at.known(Offence).filter(
        person=OuterRef("person_id"), offence_on__gte=OuterRef("released_on"), disposed_on__lte=at.as_at
    )
    first = Subquery(offences.order_by("offence_on").values("offence_on")[:1])
    return Least(
        Coalesce(_days_to(first), Value(FAR)) * 2,
        Greatest(Coalesce(_days_to(died_on(at)), Value(FAR)), Value(0)) * 2 + 1,
        _days_to(Value(followed_to(at))) * 2 + 1,
        output_field=IntegerField(),
    )


def _days_to(day) -> DaysBetween:
    return DaysBetween(day, F("released_on"))


def code(at: ReportMoment) -> Case:
    return Case(
        When(is_not_matched(at), then=Value("not_matched")),
        When(released_on__gt=followed_to(at), then=Value("not_yet_followed")),
        When(Exact(stop(at) % 2, Value(0)), then=Value("offence")),
        default=Value("none"),
    )


TIME_TO_REOFFENCE = Indicator(
    slug="time-to-reoffence",
    id="R3",
    title="Time to reoffence",
    why="A later offence is better than an early one, and everyone followed so far has something to say.",
    index_date="the day of release",
    denominator="people followed, as for proven reoffending",
    numerator="people with a proven offence so far, whenever it was",
    notes=(
        "Product limit (Kaplan-Meier) to the first offence disposed of by the as-at date; follow-up ends with death, "
        "or six months before the as-at date, since convictions lag behind. Not capped at a year."
    ),
    index=RELEASED,
    rows=first_releases_in_quarter,
    code=code,
    parts={
        "offence": EVENT,
        "none": NON_EVENT,
        "not_matched": excluded("not_matched"),
        "not_yet_followed": excluded(NOT_YET_FOLLOWED),
    },
    unit="days",
    good="up",
    needs_offences="any",
    survival=stop,
)
