"""The clocks of the way through the gate, and the one function that sets them (domain: Referral table, accepted).

What runs, and until when, follows from the records alone. So whatever happens - acceptance, a moved release, a meeting,
a contact - `settle` compares what runs with what should, and a moved clock keeps its former due date and why.
"""

import datetime

from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle import running
from foundation.lifecycle.clocks import Clock, Unit, declare

from ..models import Referral
from .checklist import CONTACT_WITHIN, Gate, gate_of, is_under_way

WEEKS_BEFORE = 12
JOINT_MEETING = declare(
    Clock(
        name="gate_joint_meeting",
        title="Hold the joint meeting before release",
        starts_from="the expected release, counted back; where that day is gone, at once",
        stops_at="a meeting to which prison and hub came, or the release",
        length=WEEKS_BEFORE * 7,
        unit=Unit.DAY,
        falls_to="the hub",
        escalates_after=7,
    )
)
FIRST_CONTACT = declare(
    Clock(
        name="gate_first_contact",
        title="Make first contact after release",
        starts_from="released, or accepted after release",
        stops_at="contact or induction recorded, or recalled",
        length=CONTACT_WITHIN,
        falls_to="the hub",
        escalates_after=0,
    )
)


def settle(referral: Referral, *, because: str = "") -> None:
    """Start, move or stop both clocks so that they say what the records ask for. Twice changes nothing.

    because: why a due date moves; kept beside the former date.
    """
    gate = gate_of(referral)
    live = is_under_way(referral) and not referral.person.died_on
    _settle_one(
        gate, JOINT_MEETING, _meeting_due(gate) if live else None, because, met=gate.joint_meeting is not None
    )
    _settle_one(
        gate, FIRST_CONTACT, _contact_due(gate) if live else None, because, met=gate.reached_on is not None
    )


def _meeting_due(gate: Gate) -> datetime.date | None:
    """12 weeks before release, or as soon as that is known; what is overdue stays so when the date comes nearer."""
    if not gate.is_ahead or gate.release is None or gate.joint_meeting or gate.tick_of("joint_meeting"):
        return None
    run = running.running(gate.referral, JOINT_MEETING)
    soonest = min(run.due_on, timezone.localdate()) if run else timezone.localdate()
    return max(soonest, gate.release.day - datetime.timedelta(weeks=WEEKS_BEFORE))


def _contact_due(gate: Gate) -> datetime.date | None:
    return None if gate.reached_on else gate.contact_due_on


def _settle_one(gate: Gate, clock: Clock, due_on: datetime.date | None, because: str, *, met: bool) -> None:
    referral = gate.referral
    if due_on is None:
        running.stop(referral, clock, met=met)
        return
    team, worker = referral.receiving_hub.team, referral.key_worker
    run = running.start(
        clock, referral, url=reverse("referral_gate", args=[referral.uuid]), due_on=due_on,
        reference=referral.reference, team=team, user=worker,
    )  # fmt: skip
    running.move(referral, clock, due_on=due_on, because=because)
    if (run.team_id, run.user_id) != (team.pk, referral.key_worker_id):
        running.hand_over(referral, clock, team=team, user=worker)
