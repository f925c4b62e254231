"""The list as a file: what stands on its rows, in columns that a spreadsheet can sort."""

import datetime
from collections.abc import Iterator
from typing import Any

from foundation.design.dates import day_of

from .circumstances import next_or_last
from .models import Referral
from .querysets import ReferralQuerySet

AT_ONCE = 500  # rows read and written together
COLUMNS = (
    "reference", "state", "family_name", "given_names", "crn", "prison_number", "release", "hub", "source", "needs",
    "referrer", "with", "submitted_on", "decide_by", "decided_on", "started_on", "ended_on",
)  # fmt: skip


class Taken:
    """The rows at one moment: first who is in them, for the trail, then exactly these, a batch at a time."""

    def __init__(self, referrals: ReferralQuerySet) -> None:
        self._referrals = referrals
        self.people = list(referrals.prefetch_related(None).select_related(None).only("pk", "person_id"))

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """One row a referral, in the order of the list."""
        keys = [each.pk for each in self.people]
        for start in range(0, len(keys), AT_ONCE):
            batch = keys[start : start + AT_ONCE]
            found = {each.pk: each for each in self._referrals.filter(pk__in=batch)}
            yield from (_row(found[key]) for key in batch if key in found)


def _row(referral: Any) -> tuple[Any, ...]:
    person, release = referral.person, next_or_last(referral.person.known_releases)
    return (
        referral.reference, str(referral.get_state_display()), person.family_name, person.given_names, person.crn,
        person.prison_number, _day(release.day if release else None), str(referral.hub or ""),
        str(referral.source or ""), ", ".join(need.get_kind_display() for need in referral.named_needs),
        str(referral.referrer or ""),
        str(referral.key_worker or referral.taken_by or ""), _day(referral.submitted_at), _decide_by(referral),
        _day(referral.decided_at), _day(referral.started_on), _day(referral.ended_on),
    )  # fmt: skip


def _day(moment: datetime.datetime | datetime.date | None) -> str:
    return day_of(moment).isoformat() if moment else ""


def _decide_by(referral: Referral) -> str:
    return "" if referral.decided_at else _day(referral.decision_due_on)
