"""M1: whether somebody else verified what was claimed, in time."""

from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from foundation.lifecycle.dates import LondonDay
from hubs.models import Hub
from outcomes.moments import ReportMoment
from pathways.clocks import IN_TIME
from pathways.models import MilestoneClaim

from .declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, Index, Indicator, Window, apart, excluded

RETURNED = {  # of the list of reasons for which a claim is returned; any other is "other"
    "Evidence missing or incomplete": "returned_incomplete",
    "Dates do not agree": "returned_dates",
    "Claim not eligible": "returned_not_eligible",
}
OTHER = "returned_other"


def hub_of_team(at: ReportMoment) -> Subquery:
    """The hub at which it was claimed."""
    return Subquery(Hub.objects.filter(team=OuterRef("team_id")).values("pk")[:1])


CLAIMED = Index(
    "milestone claim",
    MilestoneClaim,
    "first_claimed_at",
    LondonDay("first_claimed_at"),
    hub_of_team,
    is_moment=True,
)


def claims(at: ReportMoment) -> QuerySet:
    """Every milestone claimed, and what had become of it: `became`, and `why` it was returned."""
    verified = Q(verified_at__lte=at.day_ends, verified_on__lte=F("in_time_until"))
    became = Case(
        When(Q(asked_on=None) | Q(asked_on__gt=at.as_at), then=Value("not_asked")),
        When(revoked_at__lte=at.day_ends, then=Value("not_verified")),
        When(verified, then=Value("verified")),
        When(in_time_until__gt=at.as_at, then=Value("waiting")),
        When(returned_at__lte=at.day_ends, then=Value("returned")),
        default=Value("not_verified"),
    )
    reasons = [When(returned_reason=reason, then=Value(code)) for reason, code in RETURNED.items()]
    return (
        at.known(MilestoneClaim)
        .filter(first_claimed_at__lte=at.day_ends)
        .alias(verified_on=LondonDay("verified_at"))
        .alias(became=became, why=Case(*reasons, default=Value(OTHER)))
    )


def one_if(condition: Q) -> Any:
    return lambda at: Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


MILESTONES_VERIFIED = Indicator(
    slug="milestones-verified",
    id="M1",
    title="Milestones verified",
    why="A milestone that nobody else has looked at is a claim: figures rest on what can be believed.",
    index_date="the day the milestone was first claimed",
    denominator="milestones claimed that somebody was asked to verify: always verified, or drawn by lot",
    numerator=f"verified by somebody else within {IN_TIME} working days of being asked for, and not revoked since",
    notes=(
        "Claims that the draw left out are out of scope. Those that were returned and not verified in time are counted "
        "beside the rate by the reason of the return. A claim drawn when its month was over has its own 20 working "
        "days from then."
    ),
    index=CLAIMED,
    rows=claims,
    weighs={
        "verified": one_if(Q(became="verified")),
        "not_verified": one_if(Q(became__in=["not_verified", "returned"])),
        "not_asked": one_if(Q(became="not_asked")),
        "waiting": one_if(Q(became="waiting")),
        **{code: one_if(Q(became="returned", why=code)) for code in (*RETURNED.values(), OTHER)},
    },
    parts={
        "verified": EVENT,
        "not_verified": NON_EVENT,
        "not_asked": excluded("out_of_scope"),
        "waiting": excluded(NOT_YET_FOLLOWED),
        **{code: apart(code) for code in (*RETURNED.values(), OTHER)},
    },
    window=Window(working_days=IN_TIME),
)
