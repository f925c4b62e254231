"""The clock of a milestone claim (domain: Milestone claim, Clocks)."""

from foundation.lifecycle.clocks import Clock, declare

IN_TIME = 20  # working days from being asked for, in which a verification counts as in time (outcomes: M1)

VERIFICATION = declare(
    Clock(
        name="milestone_verification",
        title="Verify or return the milestone claim",
        starts_from="claimed, or claimed again",
        stops_at="verified or returned",
        length=5,
        falls_to="a verifier of the hub, never the claimer",
    )
)
