"""Contacts and notes, and safeguarding concerns."""

import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from foundation.design.dates import today

from .days import past
from .words import Problems, lacks_words, says_nothing, says_too_much

if TYPE_CHECKING:
    from ..models import Person

LONGEST_NOTE, LONGEST_DECISION = 4000, 2000  # characters


def of_note(
    person: "Person",
    *,
    on_day: datetime.date,
    text: str,
    at_time: datetime.time | None = None,
    how: str = "",
    with_whom: str = "",
    with_name: str = "",
    was_reached: bool | None = None,
) -> Problems:
    """Not of a time to come; words that say something, unless nobody was reached; a contact says how and with whom."""
    found: Problems = {}
    if wrong := past(person, on_day, "The contact" if how else "The note"):
        found["on_day"] = wrong
    elif at_time and on_day == today() and at_time > timezone.localtime().time():
        found["at_time"] = "That time is still to come. Write down what has happened."
    if was_reached is not False and says_nothing(text):
        found["text"] = "Write what was said, seen or done."
    elif too_long := says_too_much(text, LONGEST_NOTE):
        found["text"] = too_long
    if how and with_whom not in ("", "person") and says_nothing(with_name):
        found["with_name"] = "Say who that is, such as “their mother” or “J Marsh, housing officer”."
    return found


def of_note_correction(why: str) -> Problems:
    """Why a note is put right."""
    wrong = lacks_words(why, "Say what was wrong, such as “Wrong person” or “Said Monday, was Tuesday”.")
    return {"why": wrong} if wrong else {}


def of_safeguarding(person: "Person", *, seen_on: datetime.date, text: str, done_at_once: str) -> Problems:
    """Not of a day to come, in words that say what was seen or said. A death stands against nothing."""
    found: Problems = {}
    if seen_on > today():
        found["seen_on"] = "The concern cannot be in the future."
    elif seen_on <= person.date_of_birth:
        found["seen_on"] = "The concern cannot be before the person was born. Check both dates."
    if says_nothing(text):
        found["text"] = "Say what you saw or were told, in the words that were used."
    elif too_long := says_too_much(text, LONGEST_NOTE):
        found["text"] = too_long
    if too_long := says_too_much(done_at_once, LONGEST_DECISION):
        found["done_at_once"] = too_long
    return found


def of_safeguarding_decision(decision: str) -> Problems:
    """Every outcome is explained: to whom it was referred and when, or why nothing more is done."""
    needed = "Say whom you told, when and what they answered; or why nothing more is done."
    wrong = lacks_words(decision, needed, LONGEST_DECISION)
    return {"decision": wrong} if wrong else {}
