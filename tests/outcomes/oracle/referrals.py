"""Referrals decided, started and waited for: F1, F2 and F3."""

from collections import Counter

from hubs.models import Booking
from people.models import Release
from referrals.models import Referral

from .index import DAY, REAL, same_day
from .known import Known, day_of, key


class Referrals(Known):
    """The answers of F1, F2 and F3."""

    def decided_in_time(self):
        for row in self.rows[Referral]:
            day = day_of(row.submitted_at)
            if day and day <= self.as_at:
                yield day, self.area(row.person_id, day), self.hub_then(row, day), self._decided(row)

    def _decided(self, row):
        if row.state == "entered_in_error":
            return "excluded:void"
        due = row.first_due_on if row.reconsidered_at else row.decision_due_on
        days = [
            day_of(moment) for moment in (row.first_decided_at or row.decided_at, row.waiting_at) if moment
        ]
        days = [day for day in days if day <= self.as_at]
        if days and due is None:
            return "unknown"
        if days:
            return "event" if min(days) <= due else "non_event"
        if row.state == "withdrawn" and row.ended_on <= self.as_at:
            return "excluded:withdrawn_before_decision"
        if due is None or due > self.as_at:
            return "excluded:not_yet_followed"
        return "non_event"

    def referral_started(self):
        for row in self.rows[Referral]:
            day = day_of(row.decided_at)
            if row.decision == "accepted" and day <= self.as_at:
                yield day, self.area(row.person_id, day), self.hub_then(row, day), self._started(row, day)

    def _started(self, row, accepted):
        if row.state == "entered_in_error":
            return "excluded:void"
        inside, released = self.custody(row.person_id, accepted)
        started = row.started_on if row.started_on and row.started_on <= self.as_at else None
        died = self.died(row.person_id)
        has_begun = released is not None or not inside
        closes = (released or accepted) + DAY * 28 if has_begun else None
        if started and (closes is None or started <= closes):
            return "event"
        if died and (closes is None or died <= closes):
            return "excluded:died"
        if closes is None:
            return "excluded:in_custody"
        return "excluded:not_yet_followed" if closes > self.as_at else "non_event"

    def custody(self, person, accepted):
        """Whether in custody on the day of acceptance, and the release from that stay so far."""
        rows = [row for row in self.by_person[Release][person] if row.kind in REAL]

        def last_recall(before):
            earlier = [row for row in rows if row.released_on and before(row.released_on)]
            earlier.sort(key=lambda row: (row.released_on, key(row)))
            recall = earlier[-1].recalled_on if earlier else None
            return recall if recall and recall <= self.as_at else None

        inside, out = False, []
        for row in rows:
            leaves = row.released_on or row.expected_on
            went_in = last_recall(lambda day, leaves=leaves: day < leaves) or row.received_on
            if went_in and went_in > accepted:
                continue
            if row.released_on is None or row.released_on > self.as_at:
                inside = True
            elif row.released_on > accepted:
                inside = True
                if not same_day(row):
                    out.append(row.released_on)
        recall = last_recall(lambda day: day <= accepted)
        return inside or bool(recall and recall <= accepted), min(out, default=None)

    def wait_to_first_attendance(self):
        for row in self.rows[Referral]:
            day = day_of(row.submitted_at)
            if day and day <= self.as_at:
                yield day, self.area(row.person_id, day), self.hub_then(row, day), self._waited(row)

    def _waited(self, row):
        if row.state == "entered_in_error":
            return "excluded:void"
        if row.state == "declined" and day_of(row.decided_at) <= self.as_at:
            return "excluded:declined"
        return "event" if self._wait(row)[1] else "non_event"

    def _wait(self, row):
        """(days, with attendance) of a referral."""
        submitted = day_of(row.submitted_at)
        hubs = {row.hub_id} | {transfer.from_hub_id for transfer in self.transfers[key(row)]}
        came = [day for day, hub in self._attended(row.person_id) if hub in hubs and submitted <= day]
        ends = [
            day for day in (row.ended_on, self.died(row.person_id), self.as_at) if day and day <= self.as_at
        ]
        end = max(min(ends), submitted)
        first = min(came, default=None)
        if first and first <= end:
            return (first - submitted).days, True
        return (end - submitted).days, False

    def _attended(self, person):
        """(day, hub) of every session the person came to."""
        for row in self.by_person[Booking][person]:
            session = self.sessions.get(row.session_id)
            held = session and session.state in ("recorded", "corrected") and row.state == "booked"
            if held and row.mark in ("attended", "late", "left_early") and row.held_on <= self.as_at:
                yield row.held_on, row.hub_id

    def waits(self, member_of, family, start, end):
        """{(days, with attendance): referrals} of those neither declined nor void."""
        found = Counter()
        for row in self.rows[Referral]:
            day = day_of(row.submitted_at)
            if (
                not day
                or not start <= day <= min(end, self.as_at)
                or self._waited(row).startswith("excluded")
            ):
                continue
            place = self.hub_then(row, day) if family == "hub" else self.area(row.person_id, day)
            if place in member_of:
                found[self._wait(row)] += 1
        return found
