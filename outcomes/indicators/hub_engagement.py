"""H1: whether people who started at a hub kept coming, by day 28 and by day 90."""

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual

from foundation.lifecycle.dates import AddDays
from hubs.models import Booking, Session
from hubs.states import CAME, HELD, BookingState
from outcomes.moments import ReportMoment
from outcomes.places import agreed_transfers
from people.models import Release
from referrals.states import ReferralState

from .declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, Indicator, Window, excluded
from .known import has_died_by
from .rows import STARTED, referrals_started


def sessions_attended(at: ReportMoment, days: int) -> Coalesce:
    """How many sessions the person came to from the start up to that day: at the hub, or at one the referral moved
    from.
    """
    former = agreed_transfers(at, OuterRef(OuterRef("pk")), OuterRef(OuterRef("version_of_id")))
    came = at.known(Booking).filter(
        Q(hub=OuterRef("hub_id")) | Q(Exists(former.filter(from_hub=OuterRef("hub_id")))),
        Exists(at.same(Session, "session_id").filter(state__in=HELD)),
        person=OuterRef("person_id"),
        state=BookingState.BOOKED,
        mark__in=CAME,
        held_on__gte=OuterRef("started_on"),
        held_on__lte=AddDays(OuterRef("started_on"), days),
    )
    number = came.order_by().values("person").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def was_recalled_before(at: ReportMoment, days: int) -> Exists:
    """Whether the person was recalled between the start and the day before that day."""
    return Exists(
        at.known(Release).filter(
            person=OuterRef("person_id"),
            kind__in=Release.COUNTED,
            recalled_on__gte=OuterRef("started_on"),
            recalled_on__lt=AddDays(OuterRef("started_on"), days),
            recalled_on__lte=at.as_at,
        )
    )


def _code(days: int, sessions: int):
    def code(at: ReportMoment) -> Case:
        return Case(
            When(state=ReferralState.ENTERED_IN_ERROR, then=Value("void")),
            When(was_recalled_before(at, days), then=Value("recalled")),
            When(has_died_by(at, AddDays(F("started_on"), days - 1)), then=Value("died")),
            When(
                GreaterThan(AddDays(F("started_on"), days), Value(at.as_at)), then=Value("not_yet_followed")
            ),
            When(GreaterThanOrEqual(sessions_attended(at, days), Value(sessions)), then=Value("engaged")),
            default=Value("not_engaged"),
        )

    return code


def _declared(letter: str, days: int, sessions: int) -> Indicator:
    return Indicator(
        slug=f"hub-engagement-{days}",
        id=f"H1{letter}",
        title=f"Hub engagement by day {days}",
        why="A hub can only help those who keep coming: one visit opens a door and changes little.",
        index_date="the day the referral was started",
        denominator="referrals started",
        numerator=f"of these, those with at least {sessions} sessions attended by day {days}",
        notes=(
            "Counted are sessions held at the hub from the day of the start on, that day and the last one included; "
            "attended late or left early is attended, and walking in too. Sessions at a hub that the referral was "
            f"transferred from count. Recalled or died before day {days}: left out. A referral that ended earlier "
            "stays."
        ),
        index=STARTED,
        rows=referrals_started,
        code=_code(days, sessions),
        parts={
            "engaged": EVENT,
            "not_engaged": NON_EVENT,
            "void": excluded("void"),
            "not_yet_followed": excluded(NOT_YET_FOLLOWED),
            "died": excluded("died"),
            "recalled": excluded("recalled"),
        },
        window=Window(days=days),
    )


HUB_ENGAGEMENT = (_declared("a", 28, 4), _declared("b", 90, 8))
