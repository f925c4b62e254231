"""Days and times drawn by chance, most of them on a boundary or next to one; everything hangs on a seed."""

import datetime
import random

from foundation.lifecycle.dates import LONDON

DAY = datetime.timedelta(days=1)
FIRST, LAST = datetime.date(2023, 1, 1), datetime.date(2024, 12, 31)
EDGES = [datetime.date(year, month, day) for year in (2023, 2024)
         for month, day in ((3, 31), (4, 1), (4, 30), (5, 1), (6, 30), (7, 1), (8, 31), (12, 31))]  # fmt: skip
AROUND = (-400, -30, -29, -28, -27, -1, 0, 0, 1, 5, 20, 21, 22, 40, 41, 42, 43, 90, 300)


class Chance:
    """`chance` is the seeded source of every draw."""

    chance: random.Random

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def a_day(self) -> datetime.date:
        if self.often(0.4):
            return self.chance.choice(EDGES)
        return FIRST + DAY * self.chance.randrange((LAST - FIRST).days + 1)

    def near(self, day: datetime.date) -> datetime.date:
        return day + DAY * self.chance.choice(AROUND)

    def moment(self, day: datetime.date) -> datetime.datetime:
        """A time on that London day, often within an hour of midnight, where UTC has another date in summer."""
        clock = self.chance.choice(((0, 0), (0, 30), (0, 59), (9, 0), (12, 0), (23, 0), (23, 59)))
        return datetime.datetime.combine(day, datetime.time(*clock), LONDON).astimezone(datetime.UTC)

    def until(self, day: datetime.date, *, least: int = 1) -> datetime.date | None:
        if self.often(0.35):
            return None
        return max(self.near(day), day + DAY * least)
