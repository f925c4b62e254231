"""F1: whether the hub decided in time."""

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from foundation.lifecycle.dates import LondonDay
from outcomes.moments import ReportMoment
from referrals.states import ReferralState

from .declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, UNKNOWN, Indicator, Window, excluded
from .rows import SUBMITTED, referrals_submitted


def code(at: ReportMoment) -> Case:
    """The decision is the first of accepted, declined and put on the waiting list, measured by the stored due date.

    A refusal that was reconsidered was the decision, and is measured by the due date it had. A referral in error was
    never one, whatever had been decided. Without a due date the clock stands still; where a decision was nevertheless
    made, nobody can say whether it was in time.
    """
    due = F("due_on")
    decided, waiting = Q(first_at__lte=at.day_ends), Q(waiting_at__lte=at.day_ends)
    in_time = (decided & Q(decided_on__lte=due)) | (waiting & Q(waiting_on__lte=due))
    return Case(
        When(state=ReferralState.ENTERED_IN_ERROR, then=Value("void")),
        When(decided | waiting, due_on=None, then=Value("unknown")),
        When(in_time, then=Value("in_time")),
        When(decided | waiting, then=Value("late")),
        When(state=ReferralState.WITHDRAWN, ended_on__lte=at.as_at, then=Value("withdrawn")),
        When(Q(due_on=None) | Q(due_on__gt=at.as_at), then=Value("not_yet_followed")),
        default=Value("late"),
    )


def first_decisions(at: ReportMoment) -> QuerySet:
    """Referrals submitted, with when they were first decided and when that was due."""
    reconsidered = Q(reconsidered_at__isnull=False)
    first_at = Coalesce("first_decided_at", "decided_at")
    return referrals_submitted(at).alias(
        first_at=first_at,
        decided_on=LondonDay(first_at),
        waiting_on=LondonDay("waiting_at"),
        due_on=Case(When(reconsidered, then=F("first_due_on")), default=F("decision_due_on")),
    )


DECIDED_IN_TIME = Indicator(
    slug="decided-in-time",
    id="F1",
    title="Decided in time",
    why="A person who waits for an answer before release may leave prison without a place to go to.",
    index_date="the day the referral was submitted",
    denominator="referrals submitted",
    numerator="accepted, declined or put on the waiting list within 5 working days, pauses respected",
    notes="Withdrawn or void before a decision: left out. A paused referral is left out until it is decided.",
    index=SUBMITTED,
    rows=first_decisions,
    code=code,
    parts={
        "in_time": EVENT,
        "late": NON_EVENT,
        "unknown": UNKNOWN,
        "withdrawn": excluded("withdrawn_before_decision"),
        "void": excluded("void"),
        "not_yet_followed": excluded(NOT_YET_FOLLOWED),
    },
    window=Window(working_days=5),
)
