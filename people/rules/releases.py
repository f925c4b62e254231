"""The dates of a release."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .days import (
    BEFORE_BIRTH,
    EXPECTED_AT_MOST_DAYS_AGO,
    TOO_FAR,
    after_death,
    long_past,
    past,
    too_far,
)
from .words import Problems, lacks_words, says_too_much

if TYPE_CHECKING:
    from ..models import Person, Release

RELEASE_DATES = ("expected_on", "released_on", "received_on", "recalled_on")


def of_release(
    person: "Person",
    *,
    expected_on: datetime.date | None = None,
    released_on: datetime.date | None = None,
    received_on: datetime.date | None = None,
    recalled_on: datetime.date | None = None,
) -> Problems:
    """In the order received, released, recalled; all after birth; what has happened is not in the future.

    What is still expected is not more than 7 days ago.
    """
    found: Problems = {}
    happened = {
        "received_on": (received_on, "Reception into prison"),
        "released_on": (released_on, "The release"),
        "recalled_on": (recalled_on, "The recall"),
    }
    for field, (day, what) in happened.items():
        if day and (wrong := past(person, day, what)):
            found[field] = wrong
    if expected_on and expected_on <= person.date_of_birth:
        found["expected_on"] = BEFORE_BIRTH.format("The release")
    elif expected_on and too_far(expected_on):
        found["expected_on"] = TOO_FAR
    elif expected_on and not released_on and (wrong := after_death(person, expected_on, "The release")):
        found["expected_on"] = wrong
    elif expected_on and not released_on and long_past(expected_on):
        found["expected_on"] = (
            f"The expected date is more than {EXPECTED_AT_MOST_DAYS_AGO} days in the past. "
            "If they have been released, give the date of release."
        )
    if not (expected_on or released_on):
        found["expected_on"] = "Enter the date the release is expected."
    return _out_of_order(expected_on, released_on, received_on, recalled_on) | found


def _out_of_order(
    expected_on: datetime.date | None,
    released_on: datetime.date | None,
    received_on: datetime.date | None,
    recalled_on: datetime.date | None,
) -> Problems:
    found: Problems = {}
    if received_on and released_on and released_on < received_on:
        found["released_on"] = "The release cannot be before the person was received into prison."
    elif received_on and expected_on and not released_on and expected_on < received_on:
        found["expected_on"] = "The release cannot be before the person was received into prison."
    if recalled_on and not released_on:
        found["recalled_on"] = "Record the release before its recall."
    elif recalled_on and released_on and recalled_on < released_on:
        found["recalled_on"] = "The recall cannot be before the release."
    return found


def of_change(release: "Release", changes: Mapping[str, datetime.date | None], reason: str) -> Problems:
    """What `of_release` asks of the dates as they will be; a reason wherever a recorded date moves, and for a recall.

    Recording the day of an expected release needs none.
    """
    wanted = {name: changes.get(name, getattr(release, name)) for name in RELEASE_DATES}
    found = of_release(release.person, **wanted)
    moved = [
        name for name in RELEASE_DATES if getattr(release, name) and wanted[name] != getattr(release, name)
    ]
    recalled = wanted["recalled_on"] and not release.recalled_on
    needed = "Say why the date moved." if moved else "Say why the person was recalled."
    if wrong := lacks_words(reason, needed) if moved or recalled else says_too_much(reason):
        found["reason"] = wrong
    return found
