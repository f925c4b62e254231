"""The index rows that several indicators share: referrals, bookings and releases."""

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from foundation.lifecycle.dates import LondonDay, Quarter
from hubs.models import Booking, Session
from hubs.states import HELD, BookingState
from outcomes.moments import KEY, ReportMoment
from outcomes.places import area_of_hub, hub_on_release, hub_then, own_hub
from people.models import Release
from referrals.models import Referral

from .declaration import Index

SUBMITTED = Index(
    "referral submitted", Referral, "submitted_at", LondonDay("submitted_at"), hub_then, is_moment=True
)
DECIDED = Index("referral decided", Referral, "decided_at", LondonDay("decided_at"), hub_then, is_moment=True)
STARTED = Index("referral started", Referral, "started_on", F("started_on"), hub_then)
BOOKED = Index("booking", Booking, "held_on", F("held_on"), own_hub)
HELD_AT = Index("session", Session, "held_on", F("held_on"), own_hub, area=area_of_hub)
RELEASED = Index("release", Release, "released_on", F("released_on"), hub_on_release)

RECALLED_THAT_DAY = Q(recalled_on__isnull=False, recalled_on=F("released_on"))


def referrals_submitted(at: ReportMoment) -> QuerySet:
    return at.known(Referral).filter(submitted_at__lte=at.day_ends)


def referrals_accepted(at: ReportMoment) -> QuerySet:
    return at.known(Referral).filter(decision=Referral.Decision.ACCEPTED, decided_at__lte=at.day_ends)


def referrals_started(at: ReportMoment) -> QuerySet:
    return at.known(Referral).filter(started_on__lte=at.as_at)


def bookings_in_sessions_held(at: ReportMoment) -> QuerySet:
    """Bookings that stood when the session began, and walk-ins, in sessions whose register says they were held."""
    held = at.same(Session, "session_id").filter(state__in=HELD)
    return at.known(Booking).filter(Exists(held), state=BookingState.BOOKED, held_on__lte=at.as_at)


def sessions_held(at: ReportMoment) -> QuerySet:
    """Sessions that took place, as their registers say; those without a number of places offer none to count."""
    return at.known(Session).filter(state__in=HELD, capacity__isnull=False, held_on__lte=at.as_at)


def releases(at: ReportMoment) -> QuerySet:
    """Every release that had happened, of the kinds that count."""
    return at.known(Release).filter(released_on__lte=at.as_at, kind__in=Release.COUNTED)


def releases_once_a_day(at: ReportMoment) -> QuerySet:
    """After recall too. Of several on one day one stands: one not recalled that day, then the last one entered."""
    stands = Case(When(RECALLED_THAT_DAY, then=Value(0)), default=Value(1))
    ranked = releases(at).alias(stands=stands, key=KEY)
    before = Q(stands__gt=OuterRef("stands")) | Q(stands=OuterRef("stands"), key__gt=OuterRef("key"))
    twin = ranked.filter(before, person=OuterRef("person_id"), released_on=OuterRef("released_on"))
    return ranked.filter(~Exists(twin))


def first_releases_in_quarter(at: ReportMoment) -> QuerySet:
    """One release a person and quarter: the first that is not after recall; those recalled that day are skipped."""
    index = (
        releases(at)
        .filter(kind__in=Release.FIRST)
        .exclude(RECALLED_THAT_DAY)
        .alias(key=KEY, quarter_of=Quarter("released_on"))
    )
    before = Q(released_on__lt=OuterRef("released_on")) | Q(
        released_on=OuterRef("released_on"), key__lt=OuterRef("key")
    )
    earlier = index.filter(before, person=OuterRef("person_id"), quarter_of=OuterRef("quarter_of"))
    return index.filter(~Exists(earlier))
