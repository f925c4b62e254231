"""What is recorded through the gate, by the referrer's side and the hub's: once accepted, and until support ends."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import transaction

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import WrongState
from people.rules import LONGEST_REASON, insist, of_reason

from .. import access
from ..gate import clocks, rules
from ..gate.checklist import Gate, gate_of, is_under_way
from ..gate.notices import tell_other_side
from ..models import FirstAppointment, GateTick, HubContact, JointMeeting, Referral, TreatmentHandover
from ..models.gate import GateRecord

R = TypeVar("R", bound=GateRecord)


def check_gate(referral: Referral, *, by, of_hub: bool = False) -> None:
    """Raise NotYou (403) or WrongState (409) as the actions would: what a page asks before it shows a form.

    of_hub: only the hub records it.
    """
    ask(by, Permission.RECORD_GATE)
    may = access.is_with_hub_of if of_hub else access.is_on_either_side
    if not may(by, referral):
        who = "a worker of the hub" if of_hub else "the referrer's team or a worker of the hub"
        raise NotYou(f"Only {who} can record this.")
    if not is_under_way(referral):
        raise WrongState(
            f"This referral is {str(referral.get_state_display()).lower()}. The way through the gate is recorded "
            "once the hub has accepted, and until support ends."
        )


@transaction.atomic
def record_meeting(
    referral: Referral, *, by, held_on: datetime.date, how: str, sides: Mapping[str, bool],
    why_not: Mapping[str, str], notes: str = "",
) -> JointMeeting:  # fmt: skip
    """Record a joint meeting; its clock stops when prison and hub both came.

    sides, why_not: for prison_side, hub_side and person_side, whether they came, and why not. The same meeting twice is
    one. Raises Unfit (rules.of_meeting), WrongState, NotYou.
    """
    gate = _opened(referral, by)
    insist(rules.of_meeting(gate, held_on, dict(sides), dict(why_not)))
    said = _meeting_values(held_on, how, sides, why_not, notes)
    if same := next((each for each in gate.meetings if _says(each, said)), None):
        return same
    (meeting,) = facts.record([JointMeeting(referral=referral, person=referral.person, **said)], by=by)
    return _told(referral, meeting, "a joint meeting is recorded", by)


@transaction.atomic
def correct_meeting(
    meeting: JointMeeting, *, by, reason: str, held_on: datetime.date, how: str, sides: Mapping[str, bool],
    why_not: Mapping[str, str], notes: str = "",
) -> JointMeeting:  # fmt: skip
    """Change what was recorded of a meeting; the former words are kept. Raises Unfit also without a reason."""
    gate = _opened(meeting.referral, by)
    problems = rules.of_meeting(gate, held_on, dict(sides), dict(why_not))
    insist(problems | of_reason(reason, "Say what was wrong.", most=LONGEST_REASON))
    meeting.refresh_from_db()
    facts.correct([(meeting, _meeting_values(held_on, how, sides, why_not, notes))], by=by, words=reason)
    clocks.settle(meeting.referral, because="The joint meeting was corrected")
    return meeting


def _meeting_values(
    held_on: datetime.date, how: str, sides: Mapping[str, bool], why_not: Mapping[str, str], notes: str
) -> dict[str, Any]:
    came: dict[str, Any] = {side: sides[side] for side in rules.SIDES}
    absent = {f"{side}_why_not": "" if sides[side] else why_not[side].strip() for side in rules.SIDES}
    return {"held_on": held_on, "how": how, "notes": notes.strip()} | came | absent


@transaction.atomic
def book_first_appointment(
    referral: Referral, *, by, starts_at: datetime.datetime, place: str, with_whom: str
) -> FirstAppointment:
    """Book the first appointment after release, or re-date it: the former time is kept.

    Raises Unfit (rules.of_appointment), WrongState, NotYou.
    """
    gate = _opened(referral, by)
    insist(rules.of_appointment(gate, starts_at, place, with_whom))
    said = {"starts_at": starts_at, "place": place.strip(), "with_whom": with_whom.strip()}
    what = "the first appointment after release is booked"
    return _put(gate, gate.appointment, FirstAppointment, said, what, by)


@transaction.atomic
def hand_over_treatment(
    referral: Referral, *, by, service: str, appointment_on: datetime.date | None, bridge: str
) -> TreatmentHandover:
    """Record with which service treatment goes on, or what changed about it; what was said before is kept.

    For a service that is not in the directory: one that is gets a handover and answers for itself. Raises Unfit
    (rules.of_handover), WrongState also while such a handover stands, NotYou.
    """
    gate = _opened(referral, by)
    if sent := gate.handed_over:
        raise WrongState(
            f"Treatment is handed over to {sent.service} as {sent}. What the service records there counts. To name "
            "another service here, withdraw that handover first."
        )
    insist(rules.of_handover(gate, service, appointment_on))
    said = {"service": service.strip(), "appointment_on": appointment_on, "bridge": bridge}
    former = _of_this_release(gate, gate.handover, by)
    return _put(gate, former, TreatmentHandover, said, "the handover of treatment is recorded", by)


@transaction.atomic
def tick_item(referral: Referral, *, by, item: str, answer: str, why: str) -> GateTick:
    """Say that an item of the checklist is in place or not needed, and why. Raises Unfit, WrongState, NotYou."""
    gate = _opened(referral, by)
    insist(rules.of_tick(item, why))
    said = {"item": item, "answer": answer, "why": why.strip()}
    former = _of_this_release(gate, gate.ticks.get(item), by)
    return _put(gate, former, GateTick, said, "the checklist before release changed", by)


@transaction.atomic
def record_contact(
    referral: Referral, *, by, made_on: datetime.date, how: str, note: str = ""
) -> HubContact:  # fmt: skip
    """Record that the hub reached the person after release; the clock of the first contact stops.

    The same contact twice is one. Raises Unfit (rules.of_contact), WrongState, NotYou: only the hub.
    """
    gate = _opened(referral, by, of_hub=True)
    insist(rules.of_contact(gate, made_on))
    said = {"made_on": made_on, "how": how, "note": note.strip()}
    if same := next((each for each in gate.contacts if _says(each, said)), None):
        return same
    (contact,) = facts.record(
        [HubContact(referral=referral, person=referral.person, made_by=by, **said)], by=by
    )
    return _told(referral, contact, "the hub has reached the person", by)


@transaction.atomic
def correct_contact(
    contact: HubContact, *, by, reason: str, made_on: datetime.date, how: str, note: str = ""
) -> HubContact:
    """Change what was recorded of a contact; the former words are kept, and the first contact may fall due again.

    Raises Unfit (rules.of_contact_corrected), also without a reason; WrongState, NotYou: only the hub.
    """
    gate = _opened(contact.referral, by, of_hub=True)
    problems = rules.of_contact_corrected(gate, made_on)
    insist(problems | of_reason(reason, "Say what was wrong.", most=LONGEST_REASON))
    contact.refresh_from_db()
    said = {"made_on": made_on, "how": how, "note": note.strip()}
    facts.correct([(contact, said)], by=by, words=reason)
    clocks.settle(contact.referral, because="The contact was corrected")
    return contact


def _opened(referral: Referral, by, *, of_hub: bool = False) -> Gate:
    """The gate, the referral's row locked, so that two people record one thing after the other."""
    check_gate(referral, by=by, of_hub=of_hub)
    check_gate(Referral.objects.select_for_update().get(pk=referral.pk), by=by, of_hub=of_hub)
    return gate_of(referral)


def _of_this_release(gate: Gate, former: R | None, by) -> R | None:
    """The record, unless it was made for a release that is over: then it is set aside, to be said anew."""
    if former is None or gate.is_of_this_release(former):
        return former
    facts.set_aside(former, by=by, what="outlived")
    return None


def _put(gate: Gate, former: R | None, model: Callable[..., R], said: dict[str, Any], what: str, by) -> R:
    """The one record of its kind: made, or corrected when it says something else now."""
    referral = gate.referral
    if former is None:
        (record,) = facts.record([model(referral=referral, person=referral.person, **said)], by=by)
    elif facts.correct([(former, said)], by=by):
        record = former
    else:
        return former
    return _told(referral, record, what, by)


def _told(referral: Referral, record: R, what: str, by) -> R:
    clocks.settle(referral)
    tell_other_side(referral, what, by=by)
    return record


def _says(record: GateRecord, said: Mapping[str, Any]) -> bool:
    return all(getattr(record, name) == value for name, value in said.items())
