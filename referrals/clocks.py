"""The clocks of a referral (domain: Referral table, Clocks)."""

import datetime

from foundation.lifecycle.clocks import Clock, Unit, declare

from .states import ReferralState as S

TAKING = declare(
    Clock(
        name="referral_taking",
        title="Take the referral",
        starts_from="submitted, or handed back",
        stops_at="taken",
        length=2,
        falls_to="the hub",
        escalates_after=0,
    )
)
DECISION = declare(
    Clock(
        name="referral_decision",
        title="Decide on the referral",
        starts_from="submitted",
        stops_at="accepted, declined or put on the waiting list",
        pauses_on="a question is with the referrer",
        length=5,
        falls_to="the hub",
        escalates_after=0,
    )
)
ANSWER = declare(
    Clock(
        name="referral_answer",
        title="Answer the hub’s questions",
        starts_from="questions asked",
        stops_at="answered",
        length=5,
        falls_to="the referrer",
        escalates_after=0,
    )
)
WAITING_REVIEW = declare(
    Clock(
        name="referral_waiting_review",
        title="Review the waiting list",
        starts_from="put on the waiting list, or the last review",
        stops_at="reviewed, accepted, declined or withdrawn",
        length=10,
        falls_to="the hub",
        escalates_after=5,
    )
)
HOLD_REVIEW = declare(
    Clock(
        name="referral_hold_review",
        title="Review the hold",
        starts_from="put on hold, or the last review",
        stops_at="reviewed, resumed or ended",
        length=20,
        falls_to="the hub",
        escalates_after=5,
    )
)
PLAN = declare(
    Clock(
        name="referral_plan",
        title="Make the plan with the person",
        starts_from="started",
        stops_at="the plan is made, or support ended",
        length=10,
        falls_to="the key worker",
        escalates_after=5,
    )
)
SUPPORT_REVIEW = declare(
    Clock(
        name="referral_support_review",
        title="Review the support",
        starts_from="started, or the last review",
        stops_at="reviewed or ended",
        length=90,
        unit=Unit.DAY,
        falls_to="the key worker",
        escalates_after=10,
    )
)
CONSENT_GONE = declare(
    Clock(
        name="referral_consent_gone",
        title="Consent was withdrawn: end the referral, or record consent again",
        starts_from="consent withdrawn",
        stops_at="ended, or consent recorded again",
        length=5,
        falls_to="the side that has the referral",
        escalates_after=0,
    )
)
DRAFT_KEPT = declare(
    Clock(
        name="referral_draft_kept",
        title="Submit the draft, or it is removed",
        starts_from="the last edit of a draft",
        stops_at="submitted or discarded",
        length=28,
        unit=Unit.DAY,
        falls_to="the referrer",
    )
)
RECONSIDERED = declare(
    Clock(
        name="referral_reconsidered",
        title="Until when a refusal can be reconsidered",
        starts_from="declined",
        stops_at="reconsidered",
        length=20,
        falls_to="the hub manager",
    )
)
REOPENED = declare(
    Clock(
        name="referral_reopened",
        title="Until when ended support can be reopened",
        starts_from="completed or ended early",
        stops_at="reopened",
        length=30,
        unit=Unit.DAY,
        falls_to="the hub manager",
    )
)
# Which clocks run in which state. The decision clock stands still, and runs on, where its table says so; the clock of
# the plan runs only while the person has none.
RUNS_IN: dict[S, tuple[Clock, ...]] = {
    S.SUBMITTED: (TAKING, DECISION),
    S.IN_REVIEW: (DECISION,),
    S.INFORMATION_REQUESTED: (DECISION, ANSWER),
    S.WAITING: (WAITING_REVIEW,),
    S.STARTED: (PLAN, SUPPORT_REVIEW),
    S.ON_HOLD: (HOLD_REVIEW,),
}
WITH_REFERRER_STATES = (S.DRAFT, S.INFORMATION_REQUESTED)
BY_STATE = tuple(dict.fromkeys(clock for clocks in RUNS_IN.values() for clock in clocks))
REVIEW_OF = {S.WAITING: WAITING_REVIEW, S.ON_HOLD: HOLD_REVIEW, S.STARTED: SUPPORT_REVIEW}
SOON = 5  # working days that a list calls "next"
DECISION_IS_NEWS = datetime.timedelta(days=14)  # how long a decision stands on the referrer's home page
