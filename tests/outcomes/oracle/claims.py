"""Milestones claimed and verified by somebody else: again in slow plain Python."""

from hubs.models import Hub
from pathways.models import MilestoneClaim

from .known import Known, day_of


class Claims(Known):
    """The answers of M1."""

    def milestones_verified(self):
        """A claim that was returned comes out twice: in its part, and beside it by why."""
        hubs = dict(Hub.objects.values_list("team", "pk"))
        for row in self.rows[MilestoneClaim]:
            day = day_of(row.first_claimed_at)
            if day > self.as_at:
                continue
            for part in self._became(row):
                yield day, self.area(row.person_id, day), hubs.get(row.team_id), part

    def _became(self, row):
        if row.asked_on is None or row.asked_on > self.as_at:
            return ["excluded:out_of_scope"]
        if row.revoked_at and day_of(row.revoked_at) <= self.as_at:
            return ["non_event"]
        verified = day_of(row.verified_at)
        if verified and verified <= self.as_at and verified <= row.in_time_until:
            return ["event"]
        if self.as_at < row.in_time_until:
            return ["excluded:not_yet_followed"]
        if row.returned_at and day_of(row.returned_at) <= self.as_at:
            return ["non_event", self._why(row)]
        return ["non_event"]

    @staticmethod
    def _why(row):
        words = row.returned_reason.casefold()
        found = [short for said, short in (("missing", "incomplete"), ("dates", "dates"), ("eligible", "not_eligible"))
                 if said in words]  # fmt: skip
        return f"apart:returned_{found[0] if found else 'other'}"
