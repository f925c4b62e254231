"""F3: how long people wait from the referral to their first session, those who still wait included."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.db.models.lookups import Exact

from foundation.lifecycle.dates import DaysBetween
from hubs.models import Booking, Session
from hubs.states import CAME, HELD, BookingState
from outcomes.moments import ReportMoment
from outcomes.places import agreed_transfers
from referrals.states import ReferralState

from .declaration import EVENT, NON_EVENT, Indicator, excluded
from .known import died_on
from .rows import SUBMITTED, referrals_submitted

FAR = 10**6


def first_attended(at: ReportMoment) -> Subquery:
    """The first day since submission on which the person came to a session of the hub, or of one it moved from."""
    held = at.same(Session, "session_id").filter(state__in=HELD)
    former = agreed_transfers(at, OuterRef(OuterRef("pk")), OuterRef(OuterRef("version_of_id")))
    came = at.known(Booking).filter(
        Q(hub=OuterRef("hub_id")) | Q(Exists(former.filter(from_hub=OuterRef("hub_id")))),
        Exists(held),
        person=OuterRef("person_id"),
        state=BookingState.BOOKED,
        mark__in=CAME,
        held_on__gte=OuterRef("index_on"),
        held_on__lte=at.as_at,
    )
    return Subquery(came.order_by("held_on").values("held_on")[:1])


def stop(at: ReportMoment) -> Least:
    """The day on which the wait stopped, doubled; one more when it stopped without attendance.

    A wait is cut off by the end of the referral, by death or by the as-at date. One number holds day and kind, as for
    time to reoffence, so an attendance comes before an end on the same day.
    """
    ended = Case(When(ended_on__lte=at.as_at, then=F("ended_on")))
    return Least(
        Coalesce(_days_to(first_attended(at)), Value(FAR)) * 2,
        Greatest(Coalesce(_days_to(ended), Value(FAR)), Value(0)) * 2 + 1,
        Greatest(Coalesce(_days_to(died_on(at)), Value(FAR)), Value(0)) * 2 + 1,
        _days_to(Value(at.as_at)) * 2 + 1,
        output_field=IntegerField(),
    )


def _days_to(day) -> DaysBetween:
    return DaysBetween(day, F("index_on"))


def code(at: ReportMoment) -> Case:
    declined = Q(state=ReferralState.DECLINED, decided_at__lte=at.day_ends)
    return Case(
        When(state=ReferralState.ENTERED_IN_ERROR, then=Value("void")),
        When(declined, then=Value("declined")),
        When(Exact(stop(at) % 2, Value(0)), then=Value("attended")),
        default=Value("waiting"),
    )


WAIT_TO_FIRST_ATTENDANCE = Indicator(
    slug="wait-to-first-attendance",
    id="F3",
    title="Wait to first attendance",
    why="Weeks between a referral and the first session are weeks in which a person can be lost.",
    index_date="the day the referral was submitted",
    denominator="referrals submitted",
    numerator="referrals with a first session attended so far",
    notes=(
        "Median and quartiles of days by product limit (Kaplan-Meier), so that those who still wait count for as long "
        "as they have waited; a wait is cut off where the referral ended, or the person died. Attended late or left "
        "early is attended. Declined or void: left out. A quartile that is not reached yet is not given."
    ),
    index=SUBMITTED,
    rows=referrals_submitted,
    code=code,
    parts={
        "attended": EVENT,
        "waiting": NON_EVENT,
        "declined": excluded("declined"),
        "void": excluded("void"),
    },
    unit="days",
    good="down",
    waits=stop,
)
