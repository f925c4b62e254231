"""Proven offences after release: R1, R2 and R3."""

from collections import Counter

from dateutil.relativedelta import relativedelta

from people.models import Offence, Person

from .index import Releases


class Reoffending(Releases):
    """The answers of R1, R2 and R3."""

    def _matched(self, person):
        return all(row.pnc_matched for row in self.by_person[Person][person])

    def proven_reoffending(self):
        for row in self._first_in_quarter():
            yield self._placed(row, self._reoffended(row))

    def _reoffended(self, row):
        proven = self._proven(row)
        return proven if isinstance(proven, str) else "event" if proven else "non_event"

    def _proven(self, row):
        """How many offences of the window were proven in time, or why somebody is left out."""
        closes = row.released_on + relativedelta(months=18)
        if not self._matched(row.person_id):
            return "excluded:not_matched"
        if closes > self.as_at:
            return "excluded:not_yet_followed"
        days = [(offence.offence_on - row.released_on).days for offence in self.by_person[Offence][row.person_id]
                if offence.disposed_on and offence.disposed_on <= closes]  # fmt: skip
        return sum(0 <= each <= 365 for each in days)

    def reoffences_per_person(self):
        for row in self._first_in_quarter():
            proven = self._proven(row)
            if not isinstance(proven, str):
                proven = f"event:{proven}" if proven else "non_event"
            yield self._placed(row, proven)

    reoffences_per_reoffender = (
        reoffences_per_person  # the same people and offences; only the denominator is another
    )

    def time_to_reoffence(self):
        for row in self._first_in_quarter():
            stop = self._stop(row)
            if not isinstance(stop, str):
                stop = "event" if stop[1] else "non_event"
            yield self._placed(row, stop)

    def _stop(self, row):
        """(day, with the event), or why somebody is left out."""
        if not self._matched(row.person_id):
            return "excluded:not_matched"
        ends = min(self.as_at, self.offences_to or self.as_at) - relativedelta(months=6)
        if row.released_on > ends:
            return "excluded:not_yet_followed"
        died = self.died(row.person_id)
        ends = max(min(ends, died), row.released_on) if died else ends
        proven = [offence for offence in self.by_person[Offence][row.person_id]
                  if offence.disposed_on and offence.disposed_on <= self.as_at]  # fmt: skip
        days = [offence.offence_on for offence in proven if offence.offence_on >= row.released_on]
        first = min(days, default=None)
        if first and first <= ends:
            return (first - row.released_on).days, True
        return (ends - row.released_on).days, False

    def stops(self, member_of, family, start, end):
        """{(day, with the event): people} of those followed."""
        if "stops" not in self.answers:
            self.answers["stops"] = [self._placed(row, self._stop(row)) for row in self._first_in_quarter()]
        return Counter(
            stop
            for day, area, hub, stop in self.answers["stops"]
            if start <= day <= end
            and (hub if family == "hub" else area) in member_of
            and not isinstance(stop, str)
        )
