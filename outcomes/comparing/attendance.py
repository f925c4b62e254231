"""Those who came to a hub by a day after release beside those who had not, from that day on (outcomes: Comparisons).

An association, never an effect: who comes differs from who does not. Comparing everybody who ever came with everybody
who never did is not made at all: only somebody still free could come.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.lookups import LessThanOrEqual

from foundation.lifecycle.dates import AddDays
from hubs.models import Booking, Session
from hubs.states import CAME, HELD, BookingState
from outcomes import engine
from outcomes.disclosure import control_count
from outcomes.indicators import indicator
from outcomes.maturity import has_offences
from outcomes.moments import ReportMoment
from outcomes.periods import Period
from outcomes.places import HUBS, ReportPlace
from outcomes.rounding import RATE_FROM, rounded, rounded_count
from outcomes.statistics import Group, landmark, survival_at

DAYS = (28, 84)
YEAR = 365
OFFENCE = "time-to-reoffence"


@dataclass(frozen=True)
class Side:
    """One group at a landmark: people, and the share with a proven offence in the year after it, with its limits; None
    for a share that may not be shown, or that nobody was followed long enough for.
    """

    people: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Landmark:
    """Both groups on a day after release. `left`: people who by then had reoffended or were followed no longer."""

    day: int
    came: Side
    did_not: Side
    left: int | None


def landmarks_of(place: ReportPlace, period: Period, at: ReportMoment, *, internal: bool) -> list[Landmark]:
    """The landmarks that may be shown, of people released with a live referral to a hub, in one query.

    Without disclosure control every one that anybody reached; else only those where both groups are of 30 or more, and
    no count of people with or without an offence is one of 1 to k-1.
    """
    if not has_offences(indicator(OFFENCE), period.ends_on, at):
        return []
    followed = _followed(place, period, at)
    found = [landmark(followed, day) for day in DAYS]
    return [
        Landmark(
            each.day,
            _side(each.did, internal),
            _side(each.did_not, internal),
            each.left if internal else control_count(each.left),
        )
        for each in found
        if _may_be_shown((each.did, each.did_not), internal)
    ]


def _followed(
    place: ReportPlace, period: Period, at: ReportMoment
) -> Mapping[tuple[int, bool, int | None], int]:
    """{(day of the stop, with an offence, landmark by which they had come): people}."""
    offence = indicator(OFFENCE)
    rows = engine.followed(offence, place.family, at, period.quarters, place.only)
    with_a_hub = rows.annotate(hub_then=HUBS.expression(offence.index, at)).filter(hub_then__isnull=False)
    by_day = [
        When(LessThanOrEqual(first_came(at), AddDays(F("released_on"), day)), then=Value(day)) for day in DAYS
    ]
    told = with_a_hub.annotate(came_by=Case(*by_day, default=None, output_field=IntegerField()))
    people: Counter[tuple[int, bool, int | None]] = Counter()
    for stop, came_by, number in told.values_list("stop", "came_by").annotate(number=Count("pk")).order_by():
        people[stop // 2, stop % 2 == 0, came_by] += number
    return people


def first_came(at: ReportMoment) -> Subquery:
    """The first day from the release on which the person came to a session, of any hub."""
    came = at.known(Booking).filter(
        Exists(at.same(Session, "session_id").filter(state__in=HELD)),
        person=OuterRef("person_id"),
        state=BookingState.BOOKED,
        mark__in=CAME,
        held_on__gte=OuterRef("released_on"),
        held_on__lte=at.as_at,
    )
    return Subquery(came.order_by("held_on").values("held_on")[:1])


def _may_be_shown(groups: tuple[Group, Group], internal: bool) -> bool:
    if internal:
        return any(group.people for group in groups)
    counts = []
    for group in groups:
        offended = sum(step.events for step in group.curve.steps if step.day <= YEAR)
        counts += [offended, group.people - offended]
    is_telling = any(control_count(count) is None for count in counts)
    return all(group.people >= RATE_FROM for group in groups) and not is_telling


def _side(group: Group, internal: bool) -> Side:
    people = group.people if internal else rounded_count(group.people)
    year = survival_at(group.curve, YEAR) if group.people else None
    if (
        year is None
        or not (year.at_risk or year.survival == 0)
        or (not internal and year.at_risk < RATE_FROM)
    ):
        return Side(people, None, None, None)
    figures = (1 - year.survival, 1 - year.high, 1 - year.low)
    return Side(people, *(figures if internal else (rounded(each, 2) for each in figures)))
