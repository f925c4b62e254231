"""Taking an extract."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction

from foundation.accounts.access import ask
from foundation.accounts.roles import Permission
from foundation.lifecycle.transitions import Refused
from outcomes.models import Extract
from referrals.models import Referral

from .cohorts import Cohort, starts_of
from .files import written
from .precision import LEAST_SUBMITTED


@dataclass(frozen=True)
class Taken:
    """An extract with its file, and whom it is about: for the trail, and then for nobody."""

    extract: Extract
    content: bytes
    starts: list[Referral]


@transaction.atomic
def take_extract(cohort: Cohort, *, by: Any, reason: str, recipient: str) -> Taken:
    """Write the file of a cohort and record that it was taken.

    Raises NotYou, and Refused for a cohort of fewer than 60: people's names do not leave for an analysis that the Lab
    will not make.
    """
    ask(by, Permission.TAKE_EXTRACT)
    starts = starts_of(by, cohort)
    if len(starts) < LEAST_SUBMITTED:
        raise Refused(too_few(len(starts)))
    content = written(starts)
    extract = Extract.objects.create(
        kind=cohort.kind, place=cohort.name, first_on=cohort.first_on, last_on=cohort.last_on,
        people=len(starts), reason=reason, recipient=recipient, file_hash=sha256(content).hexdigest(), taken_by=by,
    )  # fmt: skip
    return Taken(extract, content, starts)


def too_few(people: int) -> str:
    """Why no file is made of so few."""
    found = "nobody you may see" if not people else f"{people} of those you may see"
    return (
        f"No file can be made: the Justice Data Lab needs at least {LEAST_SUBMITTED} people, and {found} started then. "
        "Choose a longer time or a larger place."
    )
