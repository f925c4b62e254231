"""What may be recorded through the gate: each rule once, asked by the form as somebody types and again by the action.

A rule gives a mapping of field to sentence, empty when all is well, as the rules about people do.
"""

import datetime

from foundation.design.dates import day_of, say_day, today
from people.rules import Problems, says_nothing

from .checklist import Gate, item_called

LONGEST_AHEAD = 730  # days; an appointment further off is a slip of the keyboard
SIDES = {"prison_side": "the prison", "hub_side": "the hub", "person_side": "the person"}
_FUTURE = "This day has not come yet: record it when it has taken place."


def of_meeting(
    gate: Gate, held_on: datetime.date, sides: dict[str, bool], why_not: dict[str, str]
) -> Problems:
    """Not in the future, not before submission, before the release; and whoever did not come has a reason."""
    found: Problems = {}
    release = gate.release
    if held_on > today():
        found["held_on"] = _FUTURE
    elif wrong := _before_submission(gate, held_on):
        found["held_on"] = wrong
    elif release and release.released_on and held_on >= release.released_on:
        found["held_on"] = (
            f"A joint meeting is held before release, and the person was released on {say_day(release.released_on)}. "
            "What was done since is recorded as contact by the hub."
        )
    for side, name in SIDES.items():
        if not sides[side] and says_nothing(why_not[side]):
            found[f"{side}_why_not"] = f"Say why {name} did not come."
    return found


def of_appointment(gate: Gate, starts_at: datetime.datetime, place: str, with_whom: str) -> Problems:
    """On the day of release or after it, where, and with whom."""
    found: Problems = {}
    day, release = day_of(starts_at), gate.release
    if release and day < release.day:
        word = "was" if release.released_on else "is expected"
        found["on"] = f"The first appointment is after release, which {word} on {say_day(release.day)}."
    elif (day - today()).days > LONGEST_AHEAD:
        found["on"] = "This is more than two years ahead. Check the year."
    elif wrong := _before_submission(gate, day):
        found["on"] = wrong
    if says_nothing(place):
        found["place"] = "Say where the appointment is."
    if says_nothing(with_whom):
        found["with_whom"] = "Say whom the person will meet."
    return found


def of_contact(gate: Gate, made_on: datetime.date) -> Problems:
    """Not in the future, and after the release."""
    release = gate.release
    if made_on > today():
        return {"made_on": _FUTURE}
    if release and release.released_on is None:
        return {
            "made_on": f"The release is expected on {say_day(release.day)}. The team that holds the person records "
            "that it has happened; then contact after it can be recorded."
        }
    if release and release.released_on and made_on < release.released_on:
        return {
            "made_on": f"The person was released on {say_day(release.released_on)}; contact counts from then."
        }
    if release is None and (wrong := _before_submission(gate, made_on)):
        return {"made_on": wrong}
    return {}


def of_contact_corrected(gate: Gate, made_on: datetime.date) -> Problems:
    """As a contact; one after an earlier release may be put right while the next is expected."""
    releases = [each.released_on for each in gate.releases if each.released_on]
    if made_on <= today() and releases and made_on >= min(releases):
        return {}
    return of_contact(gate, made_on)


def of_handover(gate: Gate, service: str, appointment_on: datetime.date | None) -> Problems:
    """A service is named; the appointment, when known, is not absurd."""
    found: Problems = {}
    if says_nothing(service):
        found["service"] = "Name the treatment service."
    if appointment_on and (appointment_on - today()).days > LONGEST_AHEAD:
        found["appointment_on"] = "This is more than two years ahead. Check the year."
    elif appointment_on and (wrong := _before_submission(gate, appointment_on)):
        found["appointment_on"] = wrong
    return found


def of_tick(item: str, why: str) -> Problems:
    """An item that may be ticked, and words that say something."""
    known = item_called(item)
    if known is None or not known.can_be_ticked:
        return {"item": "This item of the checklist cannot be ticked: a record answers it."}
    return {"why": "Say how it is in place, or why it is not needed."} if says_nothing(why) else {}


def _before_submission(gate: Gate, day: datetime.date) -> str:
    submitted = gate.referral.submitted_at
    if submitted and day < day_of(submitted):
        return f"This is before the referral was submitted, on {say_day(submitted)}. Check the date."
    return ""
