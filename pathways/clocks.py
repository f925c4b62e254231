"""The clocks of pathways (domain: Milestone claim, Checks, Clocks)."""

from foundation.lifecycle.clocks import Clock, Unit, declare

IN_TIME = 20  # working days from being asked for, in which a verification counts as in time (outcomes: M1)

VERIFICATION = declare(
    Clock(
        name="milestone_verification",
        title="Verify or return the milestone claim",
        starts_from="claimed, or claimed again",
        stops_at="verified or returned, or the person died",
        length=5,
        falls_to="a verifier of the hub, never the claimer",
    )
)
PLAN_REVIEW = declare(
    Clock(
        name="plan_review",
        title="Review the plan with the person",
        starts_from="the plan is made, or the last review",
        stops_at="reviewed, or support ended",
        length=90,
        unit=Unit.DAY,
        falls_to="the key worker",
        escalates_after=10,
    )
)
CHECK = declare(
    Clock(
        name="check",
        title="Answer the check",
        starts_from="the day the check is about",
        stops_at="answered, or no longer asked",
        length=5,
        falls_to="the hub that works with the person; after support has ended the team that holds them",
        escalates_after=5,
    )
)
