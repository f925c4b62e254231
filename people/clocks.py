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
