"""For how long those who started are still with the hub (outcomes: Survival and retention).

Somebody stopped when 28 days went by without a session attended, and stopped on the day of the last one, or of the
start where there was none. So nobody's follow-up can be read nearer than 28 days to the as-at date, death or recall.
The day on which somebody stopped does not hang on the as-at date; only whether it can be told yet does.
"""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Least
from django.db.models.lookups import Exact, GreaterThan

from foundation.lifecycle.dates import AddDays, DaysBetween
from hubs.models import Booking, Session
from hubs.states import CAME, HELD, BookingState
from outcomes.indicators.declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, Indicator, Window, excluded
from outcomes.indicators.known import died_on
from outcomes.indicators.rows import STARTED, referrals_started
from outcomes.moments import ReportMoment
from outcomes.places import agreed_transfers
from people.models import Release
from referrals.states import ReferralState

GAP = 28  # days without attending
FAR = 10**6


def _attended(at: ReportMoment, transfers_of: int) -> QuerySet:
    """Sessions that the person of a referral came to, at its hub or at one it moved from."""
    outer, version = OuterRef("pk"), OuterRef("version_of_id")
    for _ in range(transfers_of):
        outer, version = OuterRef(outer), OuterRef(version)
    former = agreed_transfers(at, outer, version).filter(from_hub=OuterRef("hub_id"))
    hub, person = OuterRef("hub_id"), OuterRef("person_id")
    for _ in range(transfers_of - 1):
        hub, person = OuterRef(hub), OuterRef(person)
    return at.known(Booking).filter(
        Q(hub=hub) | Exists(former),
        Exists(at.same(Session, "session_id").filter(state__in=HELD)),
        person=person,
        state=BookingState.BOOKED,
        mark__in=CAME,
        held_on__lte=at.as_at,
    )


def last_before_a_gap(at: ReportMoment) -> Coalesce:
    """The day from the start on after which nobody saw the person for 28 days; the day of the start for somebody who
    did not come within 28 days of it.
    """
    soon = _attended(at, 1).filter(
        held_on__gte=OuterRef("started_on"), held_on__lte=AddDays(OuterRef("started_on"), GAP)
    )
    again = _attended(at, 2).filter(
        held_on__gt=OuterRef("held_on"), held_on__lte=AddDays(OuterRef("held_on"), GAP)
    )
    last = _attended(at, 1).filter(~Exists(again), held_on__gte=OuterRef("started_on")).order_by("held_on")
    return Coalesce(
        Case(When(~Exists(soon), then=F("started_on"))), Subquery(last.values("held_on")[:1]), F("started_on")
    )


def _told_until(at: ReportMoment) -> Combinable:
    """The last day of which it can be told whether the person stopped then: 28 days before whatever ends what is seen
    of them, and never before the start.
    """
    recalls = at.known(Release).filter(
        person=OuterRef("person_id"),
        kind__in=Release.COUNTED,
        recalled_on__gt=OuterRef("started_on"),
        recalled_on__lte=at.as_at,
    )
    recalled = Subquery(recalls.order_by("recalled_on").values("recalled_on")[:1])
    return Least(
        _days_to(Value(at.as_at)),
        Coalesce(_days_to(died_on(at)), Value(FAR)),
        Coalesce(_days_to(recalled), Value(FAR)),
        output_field=IntegerField(),
    ) - Value(GAP)


def _days_to(day) -> DaysBetween:
    return DaysBetween(day, F("started_on"))


def stop(at: ReportMoment) -> Case:
    """The day of stopping, doubled; one more where it could be told of the person no longer."""
    stopped, until = _days_to(last_before_a_gap(at)), _told_until(at)
    return Case(
        When(GreaterThan(Value(0), until), then=Value(1)),
        When(GreaterThan(stopped, until), then=until * 2 + 1),
        default=stopped * 2,
        output_field=IntegerField(),
    )


def code(at: ReportMoment) -> Case:
    return Case(
        When(state=ReferralState.ENTERED_IN_ERROR, then=Value("void")),
        When(GreaterThan(AddDays(F("started_on"), GAP), Value(at.as_at)), then=Value("not_yet_followed")),
        When(Exact(stop(at) % 2, Value(0)), then=Value("stopped")),
        default=Value("still"),
    )


RETENTION = Indicator(
    slug="retention",
    id="",
    title="Still with the hub",
    why="A hub can only help those who keep coming.",
    index_date="the day the referral was started",
    denominator="referrals started",
    numerator=f"stopped: {GAP} days without attending, dated at the last attendance",
    notes=f"Product limit (Kaplan-Meier); follow-up ends {GAP} days before death, recall or the as-at date.",
    index=STARTED,
    rows=referrals_started,
    code=code,
    parts={
        "stopped": EVENT,
        "still": NON_EVENT,
        "void": excluded("void"),
        "not_yet_followed": excluded(NOT_YET_FOLLOWED),
    },
    window=Window(days=GAP),
    unit="days",
    survival=stop,
)
