"""Who somebody is, birth and death."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from foundation.design.dates import today

from .days import BEFORE_BIRTH
from .words import Problems, lacks_words, says_too_much

if TYPE_CHECKING:
    from ..models import Person


def of_birth(born: datetime.date) -> Problems:
    if born >= today():
        return {"date_of_birth": "The date of birth must be in the past."}
    return {}


IDENTIFIES = ("given_names", "family_name", "date_of_birth")
DESCRIBES = (*IDENTIFIES, "sex", "ethnicity", "street", "postcode", "communication_needs")


def of_description(person: "Person", said: Mapping[str, Any], reason: str) -> Problems:
    """A name, a birth before death, and a reason where what tells the person from others changes."""
    found = of_birth(said["date_of_birth"])
    if not said["family_name"].strip():
        found["family_name"] = "Enter the family name."
    if person.died_on and said["date_of_birth"] > person.died_on:
        found["date_of_birth"] = "The date of birth cannot be after the death."
    asked = any(said[name] != getattr(person, name) for name in IDENTIFIES)
    needed = "Say why the name or the date of birth changes, and how you know."
    if wrong := lacks_words(reason, needed) if asked else says_too_much(reason):
        found["reason"] = wrong
    return found


def of_death(person: "Person", died_on: datetime.date, source: str) -> Problems:
    """Not in the future, not before birth, and somebody told us."""
    found: Problems = {}
    if died_on > today():
        found["died_on"] = "The death cannot be in the future."
    elif died_on < person.date_of_birth:
        found["died_on"] = BEFORE_BIRTH.format("The death")
    if wrong := lacks_words(source, "Say who told you, such as the prison, the coroner or the family."):
        found["source"] = wrong
    return found


def of_corrected_death(person: "Person", died_on: datetime.date | None, reason: str) -> Problems:
    """A reason always; a day, where there is one, that a death can have."""
    found = of_death(person, died_on, "a data steward") if died_on else {}
    if wrong := lacks_words(reason, "Say what was wrong, and how you know."):
        found["reason"] = wrong
    return found
