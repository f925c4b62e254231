"""The participant file: what the Justice Data Lab needs to find somebody, and nothing else (outcomes: Extracts).

The columns follow the Lab's user guidance as it is known in the field; they are to be confirmed with the Lab before
the first file is sent (docs/operations/justice-data-lab.md).
"""

import datetime
from collections.abc import Sequence
from typing import Any

from foundation.design import spreadsheets
from people.models import Person
from referrals.models import Referral

CONTENT_TYPE = spreadsheets.CONTENT_TYPE
COLUMNS = (
    "family_name", "given_names", "sex", "date_of_birth", "pnc_id", "prison_number", "started_on", "ended_on",
    "released_on", "hub",
)  # fmt: skip


def written(starts: Sequence[Referral]) -> bytes:
    """The file of these starts (`cohorts.starts_of`), nothing in it a formula."""
    return "".join(spreadsheets.lines(COLUMNS, map(_row, starts))).encode()


def lacking_identifiers(starts: Sequence[Referral]) -> int:
    """How many have neither a PNC id nor a prison number: they can be matched by name and birth date alone."""
    return sum(not (start.person.pnc_id or _prison_number(start.person)) for start in starts)


def _row(start: Any) -> tuple[str, ...]:
    person = start.person
    return (
        person.family_name, person.given_names, person.sex, _day(person.date_of_birth), person.pnc_id,
        _prison_number(person), _day(start.started_on), _day(start.ended_on), _day(start.released_on),
        str(start.hub),
    )  # fmt: skip


def _prison_number(person: Person) -> str:
    """A number that collided with another record's is not known to be this person's."""
    return person.prison_number if person.prison_number_confirmed else ""


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""
