"""The clocks of a referral (domain: Referral table, Clocks)."""

import datetime

from foundation.lifecycle.clocks import Clock, Unit, declare

DECISION = declare(
    Clock(
        name="referral_decision",
        title="Decide on the referral",
        starts_from="submitted",
        stops_at="accepted, declined or put on the waiting list",
        pauses_on="a question is with the referrer",
        length=5,
        falls_to="the hub",
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
SOON = 5  # working days that a list calls "next"
DECISION_IS_NEWS = datetime.timedelta(days=14)  # how long a decision stands on the referrer's home page
