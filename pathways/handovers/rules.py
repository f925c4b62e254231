"""What may be said of a handover: each rule once, asked by the form as somebody types and again by the action.

A rule gives a mapping of field to sentence, empty when all is well, as the rules about people do.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from foundation.design.dates import day_of, say_day, today
from people.models import Person
from people.rules import Problems, lacks_words, of_consent, says_nothing, says_too_much

from . import attendance, sharing
from .states import Bridge, DutyAnswer, DutyOwed, HandoverState

if TYPE_CHECKING:
    from ..models import Handover, PartnerService

LONGEST_AHEAD = 730  # days; an appointment further off is a slip of the keyboard
LONGEST = 500  # characters, of what is written for the service
OUTCOMES = {
    HandoverState.ATTENDED: "The person came",
    HandoverState.DID_NOT_ATTEND: "The person did not come",
    HandoverState.BOOKED: "Nothing yet: it was recorded too early, or about somebody else",
}
_WRITTEN = {
    "contact": "Write how the service reaches the person, or do not share it.",
    "need": "Write what is needed, or do not share it.",
    "medication": "Write the medication, or do not share it. “None” is an answer too.",
}


def of_sending(
    person: Person, service: "PartnerService", *, purpose: str, shares: Iterable[str], written: Mapping[str, str],
    agreed_on: datetime.date, continues_treatment: bool, bridge: str,
) -> Problems:  # fmt: skip
    """A service that takes handovers, a purpose, words for what is shared in words, and an agreement that is recent."""
    found: Problems = {}
    if not service.is_active:
        found["service"] = f"{service} does not take handovers now. Choose another one from the directory."
    if says_nothing(purpose):
        found["purpose"] = "Say what the service is asked to do."
    elif wrong := says_too_much(purpose, LONGEST):
        found["purpose"] = wrong
    for name, needed in _WRITTEN.items():
        if name in shares and says_nothing(written.get(name, "")):
            found[name] = needed
        elif name not in shares and written.get(name, "").strip():
            found[name] = "This is written and not ticked above. Tick it to share it, or take the words out."
    if continues_treatment and bridge not in Bridge.values:
        found["bridge"] = "Say whether medication is arranged until the first appointment."
    if wrong := of_consent(person, agreed_on).get("given_on", ""):
        found["agreed_on"] = wrong
    return found


def of_booking(handover: "Handover", appointment_at: datetime.datetime, place: str) -> Problems:
    """Not before it was sent, not absurdly far ahead, and somewhere."""
    found: Problems = {}
    day = day_of(appointment_at)
    if day < handover.sent_on:
        found["on"] = f"This is before the handover was sent, on {say_day(handover.sent_on)}. Check the date."
    elif (day - today()).days > LONGEST_AHEAD:
        found["on"] = "This is more than two years ahead. Check the year."
    if says_nothing(place):
        found["place"] = "Say where the appointment is."
    return found


def of_attendance(handover: "Handover", on: datetime.date) -> Problems:
    """Today or earlier, and not before it was sent."""
    if on > today():
        return {"on": "This day has not come yet. Record it once the person has come."}
    if on < handover.sent_on:
        return {
            "on": f"This is before the handover was sent, on {say_day(handover.sent_on)}. Check the date."
        }
    return {}


def of_outcome(handover: "Handover", outcome: str, on: datetime.date | None, reason: str) -> Problems:
    """Another outcome of the last appointment than is recorded, with the day where the person came, and why."""
    found: Problems = {}
    came = outcome == HandoverState.ATTENDED
    if outcome not in OUTCOMES:
        found["outcome"] = "Say what is so."
    elif outcome == handover.state and on == attendance.last_day(handover):
        found["outcome"] = "This is what is recorded already."
    if came and on is None:
        found["on"] = "Enter the day the person came."
    elif came and on:
        found |= of_attendance(handover, on)
    elif on:
        found["on"] = "A day is asked only where the person came. Take it out."
    if wrong := lacks_words(reason, "Say what was wrong."):
        found["reason"] = wrong
    return found


def of_duty(handover: "Handover", *, answer: str, on: datetime.date, owed: str, reason: str) -> Problems:
    """An answer of today or earlier, that says what goes with it."""
    return of_attendance(handover, on) | of_duty_answer(answer=answer, owed=owed, reason=reason)


def of_duty_answer(*, answer: str, owed: str, reason: str) -> Problems:
    """Accepted with the duty that is owed, or not accepted with a reason."""
    found: Problems = {}
    if answer == DutyAnswer.ACCEPTED:
        if owed not in DutyOwed.values:
            found["owed"] = "Say which duty the authority owes."
        if reason.strip():
            found["reason"] = "A reason is asked only where the duty is not accepted."
    elif answer == DutyAnswer.NOT_ACCEPTED:
        if says_nothing(reason):
            found["reason"] = "Say why the duty is not accepted."
        elif wrong := says_too_much(reason, LONGEST):
            found["reason"] = wrong
        if owed:
            found["owed"] = "No duty is owed where it is not accepted."
    else:
        found["answer"] = "Say whether the duty-to-refer is accepted."
    return found


def of_end(text: str) -> Problems:
    wrong = says_too_much(text, LONGEST)
    return {"text": wrong} if wrong else {}


def usual_of(kind: str) -> list[str]:
    """What is ticked when the page opens."""
    return list(sharing.USUAL[kind])
