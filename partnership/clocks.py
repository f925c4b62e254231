"""The clocks of the partnership (outcomes: section 5; domain: Clocks). They fall to teams, and concern no person."""

from foundation.lifecycle.clocks import Clock, Unit, declare

RESPONSE_DAYS = 28

RETURN = declare(
    Clock(
        name="partner_return",
        title="Submit the quarterly return",
        starts_from="the return being opened, after the end of the quarter",
        stops_at="submitted; begins again when it is sent back",
        length=20,
        falls_to="the partner",
        escalates_after=0,
    )
)
RETURN_DECISION = declare(
    Clock(
        name="partner_return_decision",
        title="Accept the return or send it back",
        starts_from="submitted",
        stops_at="accepted or sent back",
        length=10,
        falls_to="the officers of the partnership",
    )
)
ACTION = declare(
    Clock(
        name="improvement_action",
        title="Close the improvement action, or say how far it is",
        starts_from="planned; due on the day that was agreed",
        stops_at="closed",
        length=0,
        unit=Unit.DAY,
        falls_to="the partner",
        escalates_after=0,
    )
)
RESPONSE = declare(
    Clock(
        name="written_response",
        title="Write the response to a question of scrutiny",
        starts_from="put to the partner, on the day it is entered here",
        stops_at="answered or withdrawn; goes on as it was when a response is sent back",
        length=RESPONSE_DAYS,
        unit=Unit.DAY,
        falls_to="the partner that was asked",
        escalates_after=0,
    )
)
RESPONSE_APPROVAL = declare(
    Clock(
        name="response_approval",
        title="Approve and publish the response or its correction, or send it back",
        starts_from="answered, or a correction of it written",
        stops_at="published, sent back or refused",
        length=5,
        falls_to="the officers of the partnership",
    )
)
RECOMMENDATION = declare(
    Clock(
        name="recommendation",
        title="Answer the recommendation, and carry it out",
        starts_from="made; due on the day that the committee set",
        stops_at="rejected, carried out or given up",
        length=0,
        unit=Unit.DAY,
        falls_to="the partner",
        escalates_after=0,
    )
)
