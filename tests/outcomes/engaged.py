"""Runs of sessions after a start in a random world: one too few, enough, one on the day after the last one."""

import datetime

from foundation.lifecycle.transitions import enter
from hubs.models import Booking, Session
from people.models import Release
from tests.outcomes.chance import DAY

RUNS = (
    (0, 1, 27, 28), (0, 1, 2, 29), (-1, 3, 3, 4, 28), (0, 2, 5), tuple(range(0, 96, 13)), tuple(range(6, 98, 12)),
    tuple(range(0, 91, 5)), tuple(range(90, 0, -6)),
)  # fmt: skip


class Engaged:
    """Writes of one referral that was started; draws from the world's source apart, so that nothing else moves."""

    def __init__(self, world, referral) -> None:
        self.world, self.referral, self.chance = world, referral, world.apart

    def add(self) -> None:
        start = self.referral.started_on
        if start is None or self.chance.random() < 0.3:
            return
        hubs, kept = [self.referral.hub] * 4 + self.world.places.hubs, self.world.chance
        self.world.chance = self.chance
        try:
            for after in self.chance.choice(RUNS):
                self._came(self.chance.choice(hubs), start + DAY * after)
            if self.world.often(0.2):
                self._recalled(start)
        finally:
            self.world.chance = kept

    def _recalled(self, start) -> None:
        """Released just before the start, and recalled on the first day, or next to the last one that matters."""
        released, prison = start - DAY, self.chance.choice(self.world.places.prisons)
        recalled = start + DAY * self.chance.choice((-1, 0, 27, 28, 89, 90))

        def make():
            return Release(person=self.referral.person, prison=prison, kind="licence", released_on=released,
                           recalled_on=recalled)  # fmt: skip

        self.world.write(make, start, "person", "prison", "released_on")

    def _came(self, hub, day) -> None:
        starts_at = self.world.moment(day)
        session = Session(
            hub=hub, category=self.world.places.category, starts_at=starts_at, held_on=day, capacity=None,
            ends_at=starts_at + datetime.timedelta(hours=1), register_at=starts_at,
        )  # fmt: skip
        session.recorded_at = starts_at
        enter(session, "recorded").save()
        mark = self.chance.choice(
            ("attended", "attended", "late", "left_early", "attended", "did_not_attend")
        )

        def make():
            booking = Booking(session=session, person=self.referral.person, hub=hub, held_on=day, mark=mark)
            return enter(booking, "booked")

        self.world.write(make, day, "session", "person")
