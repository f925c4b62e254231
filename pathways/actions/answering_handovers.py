"""What a partner service does with a handover: receive or refuse it, book, say who came, and what came of it.

Each is told to the side that sent it. What shows a milestone is claimed as one, with the handover as its evidence;
somebody of the hub verifies it. (domain: Handover)
"""

import datetime
from typing import Any

from django.db import transaction

from foundation.accounts.models import User
from foundation.design.dates import say_day, say_moment
from foundation.lifecycle.models import Reason
from foundation.lifecycle.transitions import NotReady, check, perform
from people.rules import insist

from ..handovers import access, evidence, notices, rules
from ..handovers.following import settle
from ..handovers.happened import ask_whether_unchanged
from ..handovers.states import DutyAnswer, DutyOwed
from ..models import Handover, OutcomesProfile, Spell
from ..rules.told import as_told_to_a_service
from .following import hold
from .handing_over import end
from .top import record_top

REFUSE_REASONS, OUTCOMES = "handover_refuse", "handover_outcome"  # the lists in reasons.csv


@transaction.atomic
def receive_handover(handover: Handover, *, by: User) -> Handover:
    """The service has it. Raises NotYou, WrongState, LostRace when a colleague was first."""
    perform(handover, "receive", by=by)
    return answered(handover, "received", by)


@transaction.atomic
def refuse_handover(handover: Handover, *, by: User, reason: Reason | None, text: str = "") -> Handover:
    """The service will not take the person on, and sees them no longer.

    Raises NotReady without a reason, NotYou, WrongState, LostRace.
    """
    _of_list(reason, REFUSE_REASONS)
    insist(rules.of_end(text))
    end(handover, "refuse", by=by, reason=reason, text=text)
    notices.tell_sender(handover, f"refused: {handover.end_reason}", by=by)
    return handover


@transaction.atomic
def book_appointment(
    handover: Handover, *, by: User, appointment_at: datetime.datetime, place: str, seen_as: str = ""
) -> Handover:
    """Book an appointment, or another one; the former time is kept. The same one twice changes nothing.

    seen_as: the version that `by` had read. Raises Unfit (rules.of_booking), NotYou, WrongState, LostRace,
    ChangedMeanwhile.
    """
    check(handover, "book", by=by)
    insist(rules.of_booking(handover, appointment_at, place))
    place = place.strip()
    stands = handover.state == Handover.State.BOOKED
    if stands and (handover.appointment_at, handover.appointment_place) == (appointment_at, place):
        return handover
    ask_whether_unchanged(handover, seen_as)
    perform(
        handover, "book", by=by, appointment_at=appointment_at, place=place,
        told={"appointment_at": appointment_at},
    )  # fmt: skip
    lost = evidence.of_appointment(handover, by=by)
    return answered(handover, f"appointment on {say_moment(appointment_at)}", by, lost)


@transaction.atomic
def record_attendance(handover: Handover, *, by: User, on: datetime.date) -> Handover:
    """The person came. Raises Unfit (rules.of_attendance), NotYou, WrongState, LostRace."""
    check(handover, "attend", by=by)
    insist(rules.of_attendance(handover, on))
    perform(handover, "attend", by=by, on=on, effective_on=on)
    lost = evidence.of_attendance(handover, on, by=by)
    return answered(handover, f"attended on {say_day(on)}", by, lost)


@transaction.atomic
def record_absence(handover: Handover, *, by: User) -> Handover:
    """The person did not come to the appointment. Raises NotYou, WrongState, LostRace."""
    check(handover, "miss", by=by)
    perform(handover, "miss", by=by, effective_on=handover.appointment_on)
    return answered(handover, "the person did not attend", by)


@transaction.atomic
def start_treatment(
    handover: Handover, *, by: User, started_on: datetime.date, code: str, need_group: str = ""
) -> Spell:
    """Treatment has begun: an episode of the person's, which moves the substance support pathway.

    code: the setting, as the kind declares it. An episode that the hub wrote down before is joined. Raises
    ValidationError by field for a day that cannot be or another episode in the way, without telling what else is
    recorded of the person; NotYou, WrongState, LostRace.
    """
    check(handover, "start_treatment", by=by)
    hold(handover.person)
    with as_told_to_a_service():
        spell = evidence.treatment_episode(
            handover, by=by, started_on=started_on, code=code, need_group=need_group
        )
    perform(handover, "start_treatment", by=by, spell=spell, effective_on=started_on, told={"spell": spell})
    lost = evidence.of_treatment(handover, spell, by=by)
    answered(handover, f"treatment started on {say_day(started_on)}{_differing(spell, started_on)}", by, lost)
    return spell


@transaction.atomic
def record_form(handover: Handover, *, by: User, **said: Any) -> OutcomesProfile:
    """Keep a TOP form that the treatment service filled in with the person; said: what record_top takes.

    Raises NotYou, WrongState while the handover is not with a treatment service, ValidationError as record_top does,
    without telling what else is recorded of the person.
    """
    access.ask_to_record_forms(by, handover)
    with as_told_to_a_service():
        form = record_top(
            handover.person, by=by, handover=handover,
            allows=lambda user, person: access.is_of_service(user, handover), **said,
        )  # fmt: skip
    lost = evidence.of_form(handover, form, by=by)
    answered(handover, f"{form} recorded", by, lost)
    return form


@transaction.atomic
def answer_duty_to_refer(
    handover: Handover, *, by: User, answer: str, on: datetime.date, owed: str = "", reason: str = "", seen_as: str = ""
) -> Handover:  # fmt: skip
    """The housing authority accepts the duty-to-refer, or says why not. The last answer stands; twice it is once.

    seen_as: as for book_appointment. Raises Unfit (rules.of_duty), NotYou, WrongState, LostRace, ChangedMeanwhile.
    """
    check(handover, "answer_duty", by=by)
    insist(rules.of_duty(handover, answer=answer, on=on, owed=owed, reason=reason))
    said: dict[str, Any] = {"answer": answer, "on": on, "owed": owed, "because": reason.strip()}
    stands = (handover.duty_answer, handover.duty_answered_on, handover.duty_owed, handover.duty_reason)
    if stands == tuple(said.values()):
        return handover
    ask_whether_unchanged(handover, seen_as)
    perform(
        handover, "answer_duty", by=by, effective_on=on, words=reason,
        told={"answer": answer, "owed": owed}, **said,
    )  # fmt: skip
    lost = evidence.of_duty(handover, by=by)
    accepted = answer == DutyAnswer.ACCEPTED
    what = (
        f"duty-to-refer accepted, {_in_sentence(DutyOwed(owed).label)}"
        if accepted
        else "duty-to-refer not accepted"
    )
    return answered(handover, what, by, lost)


@transaction.atomic
def close_handover(handover: Handover, *, by: User, reason: Reason | None, text: str = "") -> Handover:
    """The service has done what it was asked, or can do no more: `reason` is the outcome. It sees the person no longer.

    Raises NotReady, NotYou, WrongState (a duty-to-refer wants its answer first), LostRace.
    """
    _of_list(reason, OUTCOMES)
    insist(rules.of_end(text))
    end(handover, "close", by=by, reason=reason, text=text)
    notices.tell_sender(handover, f"closed: {handover.end_reason}", by=by)
    return handover


def answered(handover: Handover, what: str, by: User, lost: str = "") -> Handover:
    """The clocks follow, and the side that sent it is told; lost: why it could not be claimed as a milestone."""
    settle(handover)
    if lost:
        what = f"{what}. It is kept, and not claimed as a milestone: {lost}"
    notices.tell_sender(handover, what, by=by)
    return handover


def _differing(spell: Spell, started_on: datetime.date) -> str:
    """For the side that had written the episode down from another day."""
    if spell.started_on == started_on:
        return ""
    return f". The record has it from {say_day(spell.started_on)}: correct it if the service is right"


def _of_list(reason: Reason | None, name: str) -> None:
    if reason is not None and reason.list != name:
        raise NotReady(["a reason from the list"])


def _in_sentence(label: str) -> str:
    return label[0].lower() + label[1:]
