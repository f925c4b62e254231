"""H3: how many places hubs offer, and how many are used."""

from django.db.models import F, Func, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from hubs.models import Booking
from hubs.states import CAME, BookingState
from outcomes.moments import KEY, ReportMoment

from .declaration import EVENT, NON_EVENT, Indicator
from .rows import HELD_AT, sessions_held


def _came(at: ReportMoment) -> Coalesce:
    """How many came to the session, walk-ins too: they used a place like everybody else."""
    here = at.known(Booking).filter(session=OuterRef("session_key"), state=BookingState.BOOKED, mark__in=CAME)
    number = here.order_by().annotate(number=Func(F("pk"), function="COUNT")).values("number")
    return Coalesce(Subquery(number), 0)


def _left_free(at: ReportMoment) -> Greatest:
    """Places nobody used; none where more came than there were places."""
    return Greatest(F("capacity") - _came(at), 0)


HUB_AVAILABILITY = Indicator(
    slug="hub-availability",
    id="H3",
    title="Hub availability",
    why="People can only come to what is offered: the places in sessions held say how much a hub is there for them.",
    index_date="the day of the session",
    denominator="places in sessions that were held, with those opened for walk-ins beyond them",
    numerator="places that somebody used: attended, attended late or left early, walk-ins too",
    notes=(
        "The figure is the number of places offered. Sessions not held offer none, and sessions without a number of "
        "places are not counted. An area has the places of the hub that stands in it, so areas add up; the page on "
        "availability and need says beside it what is waited for, how long hubs are open and how far they are."
    ),
    index=HELD_AT,
    rows=lambda at: sessions_held(at).alias(session_key=KEY),
    weighs={"used": _came, "free": _left_free},
    parts={"used": EVENT, "free": NON_EVENT},
    unit="places",
    smallest_group=0,
)
