"""Every partner in a quarter: whose return is there, whose is late, missing, or written by nobody (decision 155)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from outcomes.periods import Period

from ..models import Partner, Return
from ..states import WITH_PARTNER, ReturnState
from . import scope

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
        return waits and self.partner.team_id is None

    @property
    def state(self) -> str:
        if self.is_absent:
            return ABSENT
        return self.quarterly.state if self.quarterly else NOT_OPENED

    @property
    def label(self) -> str:
        return LABELS.get(self.state) or str(ReturnState(self.state).label)

    @property
    def days_late(self) -> int:
        """By which it was submitted after it was due, or is late today; 0 for one in time."""
        if self.quarterly is None:
            return 0
        moment = None if self.quarterly.state in WITH_PARTNER else self.quarterly.submitted_at
        until = timezone.localdate(moment) if moment else self.today
        return max((until - self.quarterly.due_on).days, 0)

    @property
    def is_outstanding(self) -> bool:
        """Late, missing or absent: what is never hidden."""
        waits = self.quarterly is None or self.quarterly.state in WITH_PARTNER
        return self.is_absent or self.quarterly is None or (waits and self.days_late > 0)


def of_quarter(user: Any, quarter: Period) -> list[Standing]:
    """Each partner of the user's partnerships that owns measures in the quarter or has a return of it, by name."""
    today = timezone.localdate()
    found = {each.partner_id: each for each in scope.returns_of_quarter(user, quarter)}
    partners = {each.partner_id: each.partner for each in found.values()}
    if quarter.ends_on < today:
        partners |= {partner.pk: partner for partner in scope.owners_kept_by(user, quarter)}
    standings = (Standing(partner, found.get(key), today) for key, partner in partners.items())
    return sorted(standings, key=lambda each: (each.partner.name, each.partner.pk))


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
