"""When people who were released with a referral to a hub were followed no longer, by when they had come to one."""

from collections.abc import Iterator

from django.db.models import Case, CharField, Exists, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import IsNull, LessThanOrEqual

from foundation.lifecycle.dates import AddDays
from hubs.models import Booking, Session
from hubs.states import CAME, HELD, BookingState
from outcomes.engine import code_of
from outcomes.indicators import Indicator
from outcomes.indicators.declaration import EVENT, NON_EVENT, Part
from outcomes.indicators.time_to_reoffence import TIME_TO_REOFFENCE
from outcomes.moments import ReportMoment

from .joined import Joined

DAYS = (28, 84)  # from which on people are compared
FOLLOWED = (
    "followed"  # the part of all of them: twice the day, as `engine.followed`, and the landmark they came by
)


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


def _code(at: ReportMoment) -> Joined:
    no_hub = IsNull(TIME_TO_REOFFENCE.index.hub(at), True)
    came_by = [
        When(LessThanOrEqual(first_came(at), AddDays(F("released_on"), day)), then=Value(str(day)))
        for day in DAYS
    ]
    stop = Coalesce(Cast(_follow_up(at), CharField()), Value(""))
    return Joined(
        Case(When(no_hub, then=Value("")), default=Value("hub")),
        code_of(TIME_TO_REOFFENCE, at),
        stop,
        Case(*came_by, default=Value(""), output_field=CharField()),
    )


def _follow_up(at: ReportMoment):
    if TIME_TO_REOFFENCE.follow_up is None:
        raise ValueError("nobody is followed to a reoffence")
    return TIME_TO_REOFFENCE.follow_up(at)


def _says(code: str) -> Iterator[Part]:
    hub, row_code, stop, came_by = code.split("|")
    if hub and TIME_TO_REOFFENCE.part_of(row_code) in (EVENT, NON_EVENT):
        yield Part(FOLLOWED, stop, came_by)


BY_ATTENDANCE = Indicator(
    slug="followed by attendance", id="", title="", why="", index_date="", denominator="", numerator="", notes="",
    parts={}, index=TIME_TO_REOFFENCE.index, rows=TIME_TO_REOFFENCE.rows, code=_code, says=_says,
)  # fmt: skip
