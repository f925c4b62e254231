"""What a partner service puts right of what it recorded itself: who came to the appointment, and its TOP forms.

What was recorded before is kept. The side that sent the handover is told, and what had rested on it as evidence is
judged again. (domain: Handover, History)
"""

import datetime
from typing import Any

from django.db import transaction

from foundation.accounts.access import NotYou
from foundation.accounts.models import User
from foundation.design.dates import say_day
from foundation.lifecycle.transitions import check, perform
from people.rules import insist

from ..handovers import access, attendance, evidence, rules
from ..handovers.states import HandoverState
from ..models import Handover, OutcomesProfile
from ..rules.told import as_told_to_a_service
from .answering_handovers import answered
from .following import hold
from .top import correct_top


@transaction.atomic
def put_outcome_right(
    handover: Handover, *, by: User, outcome: str, on: datetime.date | None = None, reason: str
) -> Handover:
    """Say what is so of the last appointment, in place of what was recorded of it.

    outcome: attended, with the day; did not attend; or booked, where nothing should have been recorded yet. reason:
    what was wrong. Raises Unfit (rules.of_outcome), NotYou, WrongState, LostRace.
    """
    hold(handover.person)
    check(handover, "put_right", by=by)
    insist(rules.of_outcome(handover, outcome, on, reason))
    was_on, first_on = attendance.last_day(handover), attendance.first_before_the_last(handover)
    if on:
        first_on = min(first_on or on, on)
    perform(
        handover, "put_right", by=by, to=outcome, attended_on=first_on, words=reason,
        effective_on=on or handover.appointment_on,
    )  # fmt: skip
    lost = evidence.of_outcome_put_right(handover, by=by, was_on=was_on, on=on, because=_because(reason))
    return answered(handover, f"put right: {_in_words(outcome, on)}", by, lost)


@transaction.atomic
def correct_form(handover: Handover, form: OutcomesProfile, *, by: User, **said: Any) -> OutcomesProfile:
    """Put right a TOP form that the service recorded through this handover; said: what correct_top takes.

    Raises NotYou, WrongState while the handover is not with a treatment service, and as correct_top does, without
    telling what else is recorded of the person.
    """
    access.ask_to_record_forms(by, handover)
    if form.handover_id != handover.pk:
        raise NotYou("Only a form that your service recorded through this handover can be corrected here.")
    with as_told_to_a_service():
        correct_top(form, by=by, allows=lambda user, person: access.is_of_service(user, handover), **said)
    lost = evidence.of_form(handover, form, by=by)
    answered(handover, f"{form} of {say_day(form.taken_on)} corrected", by, lost)
    return form


def _because(reason: str) -> str:
    return f"The service put its record right: {reason.strip()}"


def _in_words(outcome: str, on: datetime.date | None) -> str:
    if on:
        return f"attended on {say_day(on)}"
    return {
        HandoverState.DID_NOT_ATTEND: "the person did not attend",
        HandoverState.BOOKED: "nothing is recorded of the appointment yet",
    }[HandoverState(outcome)]
