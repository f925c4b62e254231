"""The releases that several indicators count, and where each of them is."""

import datetime
from collections import defaultdict

from people.models import Release

from .known import Known, key

DAY = datetime.timedelta(days=1)
REAL = ("licence", "end_of_sentence", "post_recall")


def same_day(release):
    return release.recalled_on is not None and release.recalled_on == release.released_on


class Releases(Known):
    """Index rows of E, A, S1, T1 and R."""

    def _releases(self, kinds=REAL):
        return [row for row in self.rows[Release]
                if row.released_on and row.released_on <= self.as_at and row.kind in kinds]  # fmt: skip

    def _placed(self, row, part):
        person, day = row.person_id, row.released_on
        return day, self.area(person, day), self.hub(person, day), part

    def _once_a_day(self):
        days = defaultdict(list)
        for row in self._releases():
            days[row.person_id, row.released_on].append(row)
        return [max(twins, key=lambda row: (not same_day(row), key(row))) for twins in days.values()]

    def _first_in_quarter(self):
        firsts = {}
        for row in sorted(self._releases(REAL[:2]), key=lambda row: (row.released_on, key(row))):
            if not same_day(row):
                quarter = (row.released_on.year, (row.released_on.month - 1) // 3)
                firsts.setdefault((row.person_id, quarter), row)
        return list(firsts.values())

    def _lost(self, row, last):
        """Recalled or died on or before the last day that matters."""
        if row.recalled_on and row.recalled_on <= min(last, self.as_at):
            return "excluded:recalled"
        died = self.died(row.person_id)
        return "excluded:died" if died and died <= last else None
