"""What may be written about a person: each rule once, asked by the form as somebody types and again by the action.

A rule gives a mapping of field to sentence, empty when all is well. Days are London days.
"""

import calendar
import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from foundation.design.dates import say_day, today
from foundation.lifecycle.transitions import Refused

if TYPE_CHECKING:
    from .models import Person, Release

CONSENT_AT_MOST_MONTHS_BACK = 3  # domain: Consent
REPEALED_KINDS = frozenset({"post_sentence_supervision"})  # domain: Person (Sentencing Act 2026)
LONGEST_AHEAD = 50  # years; a date further off is a slip of the keyboard
EXPECTED_AT_MOST_DAYS_AGO = 7  # a release expected longer ago has happened, or has moved
NOT_YET_AVAILABLE = "not_yet_available"
SAID_NOTHING = frozenset(
    {
        "tbc",
        "tba",
        "tbd",
        "na",
        "unknown",
        "unk",
        "notknown",
        "notyetknown",
        "dontknow",
        "dk",
        "pending",
        "xxx",
    }
    | {"toconfirm", "tobeconfirmed", "tobeadvised", "tobeadded", "notavailable", "notyetavailable"}
)

Problems = dict[str, str]


class Unfit(Refused):
    """What was given cannot be written. `.problems` maps each field to what is needed."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(self.problems.values()))


def insist(problems: Problems) -> None:
    """Raises Unfit when there is a problem."""
    if problems:
        raise Unfit(problems)


def says_nothing(text: str) -> bool:
    """Whether a text is blank, or only fills the box: "TBC", "n/a", "unknown" (domain: Risk information)."""
    letters = "".join(sign for sign in text.casefold() if sign.isalnum())
    return letters in SAID_NOTHING or not letters


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day of an earlier month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def of_birth(born: datetime.date) -> Problems:
    if born >= today():
        return {"date_of_birth": "The date of birth must be in the past."}
    return {}


def of_death(person: "Person", died_on: datetime.date, source: str) -> Problems:
    """Not in the future, not before birth, and somebody told us."""
    found: Problems = {}
    if died_on > today():
        found["died_on"] = "The death cannot be in the future."
    elif died_on < person.date_of_birth:
        found["died_on"] = _BEFORE_BIRTH.format("The death")
    if says_nothing(source):
        found["source"] = "Say who told you, such as the prison, the coroner or the family."
    return found


def of_corrected_death(person: "Person", died_on: datetime.date | None, reason: str) -> Problems:
    """A reason always; a day, where there is one, that a death can have."""
    found = of_death(person, died_on, "a data steward") if died_on else {}
    if says_nothing(reason):
        found["reason"] = "Say what was wrong, and how you know."
    return found


def of_consent(person: "Person", given_on: datetime.date) -> Problems:
    """Not in the future, not before birth, at most 3 months back."""
    if wrong := _past(person, given_on, "The consent"):
        return {"given_on": wrong}
    earliest = months_before(today(), CONSENT_AT_MOST_MONTHS_BACK)
    if given_on < earliest:
        return {
            "given_on": f"The consent is more than {CONSENT_AT_MOST_MONTHS_BACK} months old. Ask the person again: "
            f"it can be dated from {say_day(earliest)}."
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
    person: "Person", kind: str, started_on: datetime.date, ended_on: datetime.date | None
) -> Problems:
    """A kind that still exists, begun after birth, ended after it began, neither absurdly far off."""
    found: Problems = {}
    if kind in REPEALED_KINDS:
        found["kind"] = (
            "Post-sentence supervision was repealed. Choose the supervision that the person has now."
        )
    if started_on <= person.date_of_birth:
        found["started_on"] = _BEFORE_BIRTH.format("Supervision")
    elif _too_far(started_on):
        found["started_on"] = _TOO_FAR
    elif wrong := _after_death(person, started_on, "Supervision"):
        found["started_on"] = wrong
    if ended_on and ended_on <= started_on:
        found["ended_on"] = "Supervision must end after it starts."
    elif ended_on and _too_far(ended_on):
        found["ended_on"] = _TOO_FAR
    return found


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
        if day and (wrong := _past(person, day, what)):
            found[field] = wrong
    if expected_on and expected_on <= person.date_of_birth:
        found["expected_on"] = _BEFORE_BIRTH.format("The release")
    elif expected_on and _too_far(expected_on):
        found["expected_on"] = _TOO_FAR
    elif expected_on and not released_on and (wrong := _after_death(person, expected_on, "The release")):
        found["expected_on"] = wrong
    elif expected_on and not released_on and _long_past(expected_on):
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
    if (moved or recalled) and says_nothing(reason):
        found["reason"] = "Say why the date moved." if moved else "Say why the person was recalled."
    return found


RELEASE_DATES = ("expected_on", "released_on", "received_on", "recalled_on")


def of_risk(person: "Person", level: str, meaning: str, source: str, assessed_on: datetime.date) -> Problems:
    """A known level has a source and, above low, what it means at the hub; neither in words that say nothing."""
    found: Problems = {}
    if wrong := _past(person, assessed_on, "The assessment"):
        found["assessed_on"] = wrong
    is_known = level != NOT_YET_AVAILABLE
    if ((is_known and level != "low") or meaning.strip()) and says_nothing(meaning):
        found["meaning"] = "Say what the risk means at the hub, or choose “Not yet available”."
    if (is_known or source.strip()) and says_nothing(source):
        found["source"] = "Say where the level comes from, such as an assessment and its date."
    return found


_BEFORE_BIRTH = "{} cannot be before the person was born. Check both dates."
_TOO_FAR = f"The date is more than {LONGEST_AHEAD} years from now. Check the year."


def _past(person: "Person", day: datetime.date, what: str) -> str:
    if day > today():
        return f"{what} cannot be in the future."
    return _BEFORE_BIRTH.format(what) if day <= person.date_of_birth else _after_death(person, day, what)


def _after_death(person: "Person", day: datetime.date, what: str) -> str:
    """Nothing is dated after a death; who doubts the death asks a data steward."""
    if person.died_on is None or day <= person.died_on:
        return ""
    return (
        f"A death on {say_day(person.died_on)} is recorded: {_uncapitalised(what)} cannot be after it. "
        "If the death is wrong, ask a data steward."
    )


def _uncapitalised(words: str) -> str:
    return words[:1].lower() + words[1:]


def _long_past(day: datetime.date) -> bool:
    return day < today() - datetime.timedelta(days=EXPECTED_AT_MOST_DAYS_AGO)


def _too_far(day: datetime.date) -> bool:
    return day.year > today().year + LONGEST_AHEAD
