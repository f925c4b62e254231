"""T1: whether the prison and the hub met before release, and the hub reached the person after it."""

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from foundation.lifecycle.dates import LondonDay
from hubs.models import Booking, Induction, Session
from hubs.states import CAME, HELD, BookingState
from outcomes.moments import ReportMoment
from people.models import Release
from referrals.models import HubContact, JointMeeting, Referral
from referrals.states import ReferralState

from .declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, Indicator, Window, excluded
from .known import after_release, has_died_by, recalled_by, window_is_open
from .rows import RECALLED_THAT_DAY, RELEASED, releases_once_a_day

DAYS = 28


def accepted_before(at: ReportMoment) -> Exists:
    """A referral accepted before the day of release, and live on it."""
    accepted = (
        at.known(Referral)
        .exclude(state=ReferralState.ENTERED_IN_ERROR)
        .alias(decided_on=LondonDay("decided_at"))
        .filter(
            Q(ended_on=None) | Q(ended_on__gt=OuterRef("released_on")),
            person=OuterRef("person_id"),
            decision=Referral.Decision.ACCEPTED,
            decided_on__lt=OuterRef("released_on"),
        )
    )
    return Exists(accepted)


def met(at: ReportMoment) -> Exists:
    """Prison and hub both came to a meeting before this release, and after the release before it."""
    between = (
        at.known(Release)
        .filter(
            person=OuterRef("person_id"),
            kind__in=Release.COUNTED,
            released_on__gte=OuterRef("held_on"),
            released_on__lt=OuterRef(OuterRef("released_on")),
        )
        .exclude(RECALLED_THAT_DAY)
    )
    meetings = at.known(JointMeeting).filter(
        ~Exists(between),
        person=OuterRef("person_id"),
        prison_side=True,
        hub_side=True,
        held_on__lt=OuterRef("released_on"),
    )
    return Exists(meetings)


def reached(at: ReportMoment) -> Q:
    """Contact by a hub from the day of release to 28 days after: recorded as such, an induction, or attendance."""

    def within(day: str) -> Q:
        last = after_release(DAYS, inside_subquery=True)
        return Q(
            **{f"{day}__gte": OuterRef("released_on"), f"{day}__lte": last, "person": OuterRef("person_id")}
        )

    held = at.same(Session, "session_id").filter(state__in=HELD)
    came = at.known(Booking).filter(within("held_on"), Exists(held), state=BookingState.BOOKED, mark__in=CAME)
    contact = Exists(at.known(HubContact).filter(within("made_on")))
    return Q(contact) | Q(Exists(at.known(Induction).filter(within("inducted_on")))) | Q(Exists(came))


def released_when_accepted(at: ReportMoment) -> QuerySet:
    """Releases of people with a referral accepted before."""
    return releases_once_a_day(at).filter(accepted_before(at))


def code(at: ReportMoment) -> Case:
    return Case(
        When(recalled_by(at, after_release(DAYS)), then=Value("recalled")),
        When(has_died_by(at, after_release(DAYS)), then=Value("died")),
        When(window_is_open(at, DAYS), then=Value("not_yet_followed")),
        When(Q(met(at)) & reached(at), then=Value("yes")),
        default=Value("no"),
    )


THROUGH_THE_GATE = Indicator(
    slug="through-the-gate",
    id="T1",
    title="Through the gate",
    why="A person whom the hub met in prison, and reaches in the first weeks outside, is not lost at the gate.",
    index_date="the day of release",
    denominator="releases of people with a referral accepted before the day of release and live on it",
    numerator="a joint meeting before release, and contact by a hub from the day of release to 28 days after",
    notes=(
        "Joint: both the prison and the hub came; the person’s own absence is recorded with its reason. It is held "
        "before the day of release and after the release before it. An induction or attendance is contact too. "
        "Any hub’s meeting and contact count, for the person was met and reached. "
        "Recalled or died within 28 days: left out."
    ),
    index=RELEASED,
    rows=released_when_accepted,
    code=code,
    parts={
        "yes": EVENT,
        "no": NON_EVENT,
        "recalled": excluded("recalled"),
        "died": excluded("died"),
        "not_yet_followed": excluded(NOT_YET_FOLLOWED),
    },
    window=Window(days=DAYS),
)
