"""The clocks of a person's circumstances (domain: Clocks, Risk information)."""

from foundation.lifecycle.clocks import Clock, Unit, declare

RISK_DUE = declare(
    Clock(
        name="risk_due",
        title="Record the risk information that was not yet available",
        starts_from="said to be not yet available",
        stops_at="a level is known for every group asked about",
        length=14,
        unit=Unit.DAY,
        falls_to="the practitioner and team that hold the person",
        escalates_after=7,
    )
)
SAFEGUARDING_DECISION = declare(
    Clock(
        name="safeguarding_decision",
        title="Decide on the safeguarding concern",
        starts_from="raised",
        stops_at="decided",
        length=1,
        falls_to="the safeguarding lead of the hub; without a hub, the practitioner and team that hold the person",
        escalates_after=0,
    )
)
TAKE_OVER = declare(
    Clock(
        name="take_over_answer",
        title="Answer the request to take a person over",
        starts_from="told to whoever may answer",
        stops_at="agreed, refused, withdrawn or expired",
        length=5,
        falls_to="the team that holds the person; without one, a data steward",
        escalates_after=0,
    )
)
BREAK_GLASS_REVIEW = declare(
    Clock(
        name="break_glass_review",
        title="Review the record opened by break-glass",
        starts_from="opened",
        stops_at="reviewed",
        length=1,
        falls_to="the data stewards of the organisation; without one, an auditor",
        escalates_after=0,
    )
)
