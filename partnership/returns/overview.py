"""Every partner in a quarter: whose return is there, whose is late, missing, or written by nobody (decision 155)."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from outcomes.pages.words import say_period
from outcomes.periods import Period, period

from ..models import Partner, Return
from ..plans.standing import owners_among
from ..states import WITH_PARTNER, ReturnState
from . import scope
from .lateness import lateness_of

NOT_OPENED, ABSENT = "not_opened", "absent"
LABELS = {NOT_OPENED: "Missing: not opened", ABSENT: "Absent: nobody writes for this partner"}


@dataclass(frozen=True)
class Standing:
    """One partner in a quarter. quarterly: None where no return was opened."""

    partner: Partner
    quarterly: Return | None
    today: datetime.date

    @property
    def is_absent(self) -> bool:
        """Nobody writes for the partner, and nothing was submitted."""
        waits = self.quarterly is None or self.quarterly.state in WITH_PARTNER
        return waits and not self.partner.has_writers_on(self.today)

    @property
    def state(self) -> str:
        if self.is_absent:
            return ABSENT
        return self.quarterly.state if self.quarterly else NOT_OPENED

    @property
    def label(self) -> str:
        return LABELS.get(self.state) or str(ReturnState(self.state).label)

    @property
    def quarter(self) -> str:
        """Of which quarter the return is, in words; "" where none was opened."""
        return say_period(period(self.quarterly.period)) if self.quarterly else ""

    @property
    def late(self) -> str:
        """How late it came or is, in words; "" for one in time, or that nobody could write."""
        if self.quarterly is None or (self.is_absent and self.quarterly.first_submitted_at is None):
            return ""  # no clock runs
        return lateness_of(self.quarterly, self.today).words

    @property
    def is_outstanding(self) -> bool:
        """Late, missing or absent: what is never hidden."""
        if self.is_absent or self.quarterly is None:
            return True
        return lateness_of(self.quarterly, self.today).is_overdue


def of_quarter(
    user: Any, quarter: Period, partners: Sequence[Partner]
) -> tuple[list[Standing], list[Standing]]:
    """Each of the user's partners that owns measures in the quarter or has a return of it; and every return of an
    earlier quarter that waits for its partner or for an officer.

    partners: those of `scope.partners_kept_by`.
    """
    today, found, earlier = timezone.localdate(), dict[int, Return](), list[Standing]()
    for each in scope.returns_until(user, quarter):
        if each.period == quarter.label:
            found[each.partner_id] = each
        else:
            earlier.append(Standing(each.partner, each, today))
    there = [each for each in partners if each.takes_part_during(quarter.starts_on, quarter.ends_on)]
    owners = {partner.pk for partner, _ in owners_among(there)} if quarter.ends_on < today else set()
    standings = [
        Standing(each, found.get(each.pk), today)
        for each in partners
        if each.pk in found or each.pk in owners
    ]
    return standings, earlier


def outstanding(standings: Iterable[Standing]) -> list[Standing]:
    return [each for each in standings if each.is_outstanding]


def to_decide(standings: Iterable[Standing]) -> list[Standing]:
    """Submitted, and waiting for an officer."""
    return [each for each in standings if each.state == ReturnState.SUBMITTED]


def tally(standings: Iterable[Standing]) -> list[tuple[str, str, int]]:
    """(state, what it is called, how many partners), in the order of the machine; those of none are left out."""
    labels = {**dict(ReturnState.choices), **LABELS}
    counted = dict.fromkeys(labels, 0)
    for each in standings:
        counted[each.state] += 1
    return [(state, str(labels[state]), number) for state, number in counted.items() if number]
