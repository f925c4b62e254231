"""Through the gate."""

import datetime

from hubs.models import Induction
from referrals.models import HubContact, JointMeeting, Referral

from .index import DAY, Releases, same_day
from .known import day_of


class Gate(Releases):
    """The answers of T1."""

    def through_the_gate(self):
        for row in self._once_a_day():
            if self._accepted_before(row):
                yield self._placed(row, self._through(row))

    def _accepted_before(self, row):
        return any(
            referral.decision == "accepted" and referral.state != "entered_in_error"
            and day_of(referral.decided_at) < row.released_on
            and (referral.ended_on is None or referral.ended_on > row.released_on)
            for referral in self.by_person[Referral][row.person_id]
        )  # fmt: skip

    def _through(self, row):
        day, last = row.released_on, row.released_on + DAY * 28
        if lost := self._lost(row, last):
            return lost
        if last > self.as_at:
            return "excluded:not_yet_followed"
        before = [each.released_on for each in self._releases() if each.person_id == row.person_id
                  and each.released_on < day and not same_day(each)]  # fmt: skip
        since = max(before, default=datetime.date.min)
        met = any(meeting.prison_side and meeting.hub_side and since < meeting.held_on < day
                  for meeting in self.by_person[JointMeeting][row.person_id])  # fmt: skip
        days = [each.made_on for each in self.by_person[HubContact][row.person_id]]
        days += [each.inducted_on for each in self.by_person[Induction][row.person_id]]
        days += [each for each, _ in self._attended(row.person_id)]
        return "event" if met and any(day <= each <= last for each in days) else "non_event"
