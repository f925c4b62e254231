"""Labels, licence conditions, pairs who may not meet, and advice about activities."""

import datetime
from typing import TYPE_CHECKING, Any

from foundation.design.dates import say_day, today

from .days import BEFORE_BIRTH, TOO_FAR, past, too_far
from .words import Problems, lacks_words, says_nothing

if TYPE_CHECKING:
    from ..models import Person

LONGEST_TEXT = 500  # characters


def of_labels(person: "Person", as_from: datetime.date) -> Problems:
    """Labels are of days that have come, within the person's life."""
    wrong = past(person, as_from, "The label")
    return {"as_from": wrong} if wrong else {}


def of_period(person: "Person", since: datetime.date, until: datetime.date | None, what: str) -> Problems:
    """Begun after birth, over after it began, neither absurdly far off. What is still to come may be written down."""
    found: Problems = {}
    if since <= person.date_of_birth:
        found["since"] = BEFORE_BIRTH.format(what)
    elif too_far(since):
        found["since"] = TOO_FAR
    if until and until <= since:
        found["until"] = f"{what} must end after it starts."
    elif until and too_far(until):
        found["until"] = TOO_FAR
    return found


def of_condition(
    person: "Person",
    *,
    kind: str,
    text: str,
    source: str,
    since: datetime.date,
    until: datetime.date | None,
    team: Any,
) -> Problems:
    """What it asks and where that stands, in words that say something; a hub exactly where one is kept away from."""
    found = of_period(person, since, until, "The condition")
    if kind == "exclusion_hub" and team is None:
        found["team"] = "Choose the hub the person must keep away from."
    if kind != "exclusion_hub" and team is not None:
        found["team"] = "A hub is named only where the person must keep away from it."
    if says_nothing(text):
        found["text"] = "Say what the condition asks."
    elif len(text) > LONGEST_TEXT:
        found["text"] = f"Say it in {LONGEST_TEXT} characters or fewer."
    if says_nothing(source):
        found["source"] = "Say where the condition comes from, such as the licence and its date."
    return found


def of_ending(since: datetime.date, until: datetime.date, reason: str) -> Problems:
    """Over after it began and by today at the latest, with a reason."""
    found: Problems = {}
    if until > today():
        found["until"] = "The end cannot be in the future."
    elif until < since:
        found["until"] = f"It has stood since {say_day(since)}; it cannot end before."
    if wrong := lacks_words(reason, "Say why it ends."):
        found["reason"] = wrong
    return found


def of_pair(
    person: "Person", *, crn: str, reason: str, since: datetime.date, until: datetime.date | None
) -> Problems:
    """Two different people, and a reason."""
    found = of_period(person, since, until, "The condition")
    if not crn:
        found["crn"] = "Enter the CRN of the other person."
    elif crn == person.crn:
        found["crn"] = "This is the CRN of the person themselves. Enter that of the other person."
    if says_nothing(reason):
        found["reason"] = "Say why they may not meet, without naming the other person."
    elif len(reason) > LONGEST_TEXT:
        found["reason"] = f"Say it in {LONGEST_TEXT} characters or fewer."
    return found


def of_advice(
    person: "Person", *, recommended: str, restricted: str, source: str, assessed_on: datetime.date
) -> Problems:
    """Something is recommended or restricted, from a source, in words that say something."""
    found: Problems = {}
    if wrong := past(person, assessed_on, "The assessment"):
        found["assessed_on"] = wrong
    for field, words in (("recommended", recommended), ("restricted", restricted)):
        if words.strip() and says_nothing(words):
            found[field] = "Say which activities, or leave this empty."
        elif len(words) > LONGEST_TEXT:
            found[field] = f"Say it in {LONGEST_TEXT} characters or fewer."
    if not (recommended.strip() or restricted.strip()):
        found["restricted"] = "Say which activities are recommended or restricted."
    if says_nothing(source):
        found["source"] = "Say where this comes from, such as an assessment and its date."
    return found
