"""F2: whether an accepted referral was started."""

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, IsNull, LessThanOrEqual

from foundation.lifecycle.dates import AddDays
from outcomes.moments import ReportMoment
from referrals.states import ReferralState

from .custody import next_release, was_in_custody
from .declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, Indicator, Window, excluded
from .known import died_on, has_died_by
from .rows import DECIDED, referrals_accepted

DAYS = 28


def code(at: ReportMoment) -> Case:
    """The window begins on the day of acceptance or, for somebody then in custody, on the day of release.

    A start counts also when the person died later; a death before any start leaves the denominator.
    """
    released = next_release(at)
    closes = AddDays(Coalesce(released, F("index_on")), DAYS)
    still_in = Q(IsNull(released, True)) & was_in_custody(at)
    return Case(
        When(state=ReferralState.ENTERED_IN_ERROR, then=Value("void")),
        When(
            Q(started_on__lte=at.as_at) & Q(LessThanOrEqual(F("started_on"), closes)), then=Value("started")
        ),
        When(Q(still_in, started_on__lte=at.as_at), then=Value("started")),
        When(Q(has_died_by(at, closes)), then=Value("died")),
        When(still_in & Q(IsNull(died_on(at), False)), then=Value("died")),
        When(still_in, then=Value("in_custody")),
        When(GreaterThan(closes, Value(at.as_at)), then=Value("not_yet_followed")),
        default=Value("not_started"),
    )


REFERRAL_STARTED = Indicator(
    slug="referral-started",
    id="F2",
    title="Referral started",
    why="A place that is never taken up helps nobody, and keeps somebody else waiting.",
    index_date="the day the referral was accepted",
    denominator="referrals accepted",
    numerator="started within 28 days of acceptance, or of release if that is later",
    notes="Still in custody, or died before the start: left out.",
    index=DECIDED,
    rows=referrals_accepted,
    code=code,
    parts={
        "started": EVENT,
        "not_started": NON_EVENT,
        "void": excluded("void"),
        "not_yet_followed": excluded(NOT_YET_FOLLOWED),
        "in_custody": excluded("in_custody"),
        "died": excluded("died"),
    },
    window=Window(days=DAYS),
)
