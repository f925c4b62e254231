"""Consent, supervision and risk."""

import datetime
from typing import TYPE_CHECKING

from foundation.design.dates import say_day, today

from .days import BEFORE_BIRTH, TOO_FAR, after_death, months_before, past, too_far
from .words import Problems, says_nothing

if TYPE_CHECKING:
    from ..models import ConsentText, Person

CONSENT_AT_MOST_MONTHS_BACK = 3  # domain: Consent
REPEALED_KINDS = frozenset({"post_sentence_supervision"})  # domain: Person (Sentencing Act 2026)
NOT_YET_AVAILABLE = "not_yet_available"


def of_consent(person: "Person", given_on: datetime.date) -> Problems:
    """Not in the future, not before birth, at most 3 months back."""
    if wrong := past(person, given_on, "The consent"):
        return {"given_on": wrong}
    earliest = months_before(today(), CONSENT_AT_MOST_MONTHS_BACK)
    if given_on < earliest:
        return {
            "given_on": f"The consent is more than {CONSENT_AT_MOST_MONTHS_BACK} months old. Ask the person again: "
            f"it can be dated from {say_day(earliest)}."
        }
    return {}


def of_words(given_on: datetime.date, text: "ConsentText | None") -> Problems:
    """Nobody agreed to words before they were in force."""
    if text is None or given_on < text.from_day:
        return {
            "given_on": "No words of consent were in force on that day. Ask the person again, and give that day."
        }
    return {}


def of_withdrawal(given_on: datetime.date, withdrawn_on: datetime.date) -> Problems:
    if withdrawn_on > today():
        return {"withdrawn_on": "The withdrawal cannot be in the future."}
    if withdrawn_on < given_on:
        return {
            "withdrawn_on": f"The consent was given on {say_day(given_on)}; it cannot be withdrawn before."
        }
    return {}


def of_supervision(
    person: "Person",
    kind: str,
    started_on: datetime.date,
    ended_on: datetime.date | None,
    end_reason: str = "",
) -> Problems:
    """A kind that still exists, begun after birth, ended after it began, neither absurdly far off.

    Once it has ended, why; before, only if there is something to say.
    """
    found: Problems = {}
    if kind in REPEALED_KINDS:
        found["kind"] = (
            "Post-sentence supervision was repealed. Choose the supervision that the person has now."
        )
    if started_on <= person.date_of_birth:
        found["started_on"] = BEFORE_BIRTH.format("Supervision")
    elif too_far(started_on):
        found["started_on"] = TOO_FAR
    elif wrong := after_death(person, started_on, "Supervision"):
        found["started_on"] = wrong
    if ended_on and ended_on <= started_on:
        found["ended_on"] = "Supervision must end after it starts."
    elif ended_on and too_far(ended_on):
        found["ended_on"] = TOO_FAR
    if end_reason.strip() and not ended_on:
        found["ended_on"] = "Enter the day the supervision ended, or leave the reason empty."
    has_ended = ended_on and ended_on <= today() and "ended_on" not in found
    if (has_ended or end_reason.strip()) and says_nothing(end_reason):
        found["end_reason"] = (
            "Say why the supervision ended, such as “Reached its end” or “Revoked by the court”."
        )
    return found


def of_risk(person: "Person", level: str, meaning: str, source: str, assessed_on: datetime.date) -> Problems:
    """A known level has a source and, above low, what it means at the hub; neither in words that say nothing."""
    found: Problems = {}
    if wrong := past(person, assessed_on, "The assessment"):
        found["assessed_on"] = wrong
    is_known = level != NOT_YET_AVAILABLE
    if ((is_known and level != "low") or meaning.strip()) and says_nothing(meaning):
        found["meaning"] = "Say what the risk means at the hub, or choose “Not yet available”."
    if (is_known or source.strip()) and says_nothing(source):
        found["source"] = "Say where the level comes from, such as an assessment and its date."
    return found
