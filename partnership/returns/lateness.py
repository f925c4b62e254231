"""How late a return is or came. What it was late at first stays told when it is sent back (decision 155)."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from ..models import Return
from ..states import ReturnState


@dataclass(frozen=True)
class Lateness:
    """In days, 0 for in time. first: after the day on which it was due at first; again: after the later day by which it
    was due once it was sent back. is_overdue: whether it is late now, and waits.
    """

    first: int
    again: int
    was_sent_back: bool
    is_overdue: bool

    @property
    def words(self) -> str:
        """4 days late; 4 days late at first, 2 days late after it was sent back; "" for in time."""
        if not self.was_sent_back:
            return f"{_days(self.first)} late" if self.first else ""
        at_first = f"{_days(self.first)} late at first" if self.first else ""
        after = f"{_days(self.again)} late after it was sent back" if self.again else ""
        return ", ".join(filter(None, [at_first, after]))


def lateness_of(quarterly: Return, today: datetime.date) -> Lateness:
    """Of a return as it stands on a day; one that was withdrawn is not late."""
    if quarterly.state == ReturnState.WITHDRAWN:
        return Lateness(0, 0, False, False)
    waits_again = quarterly.state == ReturnState.RETURNED
    was_sent_back = waits_again or quarterly.submitted_at != quarterly.first_submitted_at
    first = _after(quarterly.first_due_on, quarterly.first_submitted_at, today)
    again = _after(quarterly.due_on, None if waits_again else quarterly.submitted_at, today)
    again = again if was_sent_back else 0
    late_now = again if was_sent_back else first
    return Lateness(first, again, was_sent_back, quarterly.is_with_partner and late_now > 0)


def _after(due_on: datetime.date, came_at: datetime.datetime | None, today: datetime.date) -> int:
    came_on = timezone.localdate(came_at) if came_at else today
    return max((came_on - due_on).days, 0)


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
