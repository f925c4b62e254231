"""Whether people who started kept coming: H1."""

from people.models import Release
from referrals.models import Referral

from .index import DAY, REAL
from .known import key
from .referrals import Referrals


class Engagement(Referrals):
    """The answers of H1."""

    def hub_engagement_28(self):
        return self._engagement(28, 4)

    def hub_engagement_90(self):
        return self._engagement(90, 8)

    def _engagement(self, days, sessions):
        for row in self.rows[Referral]:
            start = row.started_on
            if start and start <= self.as_at:
                part = self._engaged(row, start + DAY * days, sessions)
                yield start, self.area(row.person_id, start), self.hub_then(row, start), part

    def _engaged(self, row, last, sessions):
        if row.state == "entered_in_error":
            return "excluded:void"
        recalls = [each.recalled_on for each in self.by_person[Release][row.person_id]
                   if each.kind in REAL and each.recalled_on and each.recalled_on <= self.as_at]  # fmt: skip
        if any(row.started_on <= day < last for day in recalls):
            return "excluded:recalled"
        died = self.died(row.person_id)
        if died and died < last:
            return "excluded:died"
        if last > self.as_at:
            return "excluded:not_yet_followed"
        hubs = {row.hub_id} | {transfer.from_hub_id for transfer in self.transfers[key(row)]}
        came = [
            day for day, hub in self._attended(row.person_id) if hub in hubs and row.started_on <= day <= last
        ]
        return "event" if len(came) >= sessions else "non_event"
