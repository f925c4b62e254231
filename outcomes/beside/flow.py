"""The last place that each referral came to on its way to a verified milestone (outcomes: section 4, Flow)."""

from collections.abc import Iterator

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual

from foundation.lifecycle.dates import AddDays
from outcomes.indicators import Indicator
from outcomes.indicators.declaration import Part
from outcomes.indicators.hub_engagement import sessions_attended
from outcomes.indicators.rows import SUBMITTED, referrals_submitted
from outcomes.moments import ReportMoment
from pathways.models import MilestoneClaim
from referrals.models import Referral
from referrals.states import ReferralState as S

from .joined import Joined

DAYS, SESSIONS = 28, 4  # engaged: so many sessions by that day, as hub-engagement-28
REASONED = ("withdrawn", "declined", "never_started", "few_ended", "ended")  # told by the reason recorded
EARLY, THROUGH = "early", "verified"
LEFT = "left"  # the part of all of them: what it came to, and of which reason


def _referred(at: ReportMoment) -> QuerySet:
    return referrals_submitted(at).exclude(state=S.ENTERED_IN_ERROR)


def _code(at: ReportMoment) -> Joined:
    """The place, and the key of the reason that is recorded with the referral."""
    return Joined(_place(at), Coalesce(Cast("reason_id", CharField()), Value("")))


def _says(code: str) -> Iterator[Part]:
    left, _, because = code.partition("|")
    yield Part(LEFT, left, because if left in REASONED else "")


def _place(at: ReportMoment) -> Case:
    """The last place that a referral came to by the as-at date."""
    decided, ended = Q(decided_at__lte=at.day_ends), Q(ended_on__lte=at.as_at)
    started = Q(started_on__lte=at.as_at)
    claims = at.known(MilestoneClaim).filter(
        person=OuterRef("person_id"),
        reached_on__gte=OuterRef("started_on"),
        first_claimed_at__lte=at.day_ends,
    )
    kept = Q(revoked_at=None) | Q(revoked_at__gt=at.day_ends)
    engaged = Q(GreaterThanOrEqual(sessions_attended(at, DAYS), Value(SESSIONS)))
    early = Q(GreaterThan(AddDays(F("started_on"), DAYS), Value(at.as_at)))
    ended_early = ended & Q(state=S.ENDED_EARLY)
    whens = [
        (started & engaged & Exists(claims.filter(kept, verified_at__lte=at.day_ends)), THROUGH),
        (started & engaged & Exists(claims.filter(kept)), "unverified"),
        (started & engaged & ended_early, "ended"),
        (started & engaged, "unclaimed"),
        (started & ended_early, "few_ended"),
        (started & early, EARLY),
        (started, "few"),
        (decided & Q(decision=Referral.Decision.ACCEPTED) & ended, "never_started"),
        (decided & Q(decision=Referral.Decision.ACCEPTED), "to_start"),
        (decided, "declined"),
        (ended, "withdrawn"),
        (Q(waiting_at__lte=at.day_ends), "waiting"),
    ]
    cases = [When(condition, then=Value(place)) for condition, place in whens]
    return Case(*cases, default=Value("open"), output_field=CharField())


FLOW = Indicator(
    slug="flow", id="", title="From referral to milestone", why="", index_date="", denominator="",
    numerator="", notes="", parts={}, index=SUBMITTED, rows=_referred, code=_code, says=_says,
)  # fmt: skip
