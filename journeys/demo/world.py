"""What the writers of the demo share: the hand that draws, the ledger that writes, and who and where everybody is."""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from foundation.accounts.models import Team, User
from hubs.models import Hub, ServedArea
from people.models import Area, Person, Prison
from referrals.models import Referral

from . import staff
from .ledger import Ledger
from .lives import Draw, Life

AREAS = {
    "Medway": 52, "Gravesham": 5, "Swale": 6, "Maidstone": 5, "Thanet": 5, "Southampton": 6, "Croydon": 6,
    "Manchester": 8, "Leeds": 7,
}  # fmt: skip
PRISONS = ["Rochester", "Elmley", "Standford Hill", "East Sutton Park"]


@dataclass
class World:
    """One run of the demo. Lives have a `number`, by which `people` and `referrals` hold their rows."""

    draw: Draw
    ledger: Ledger
    today: datetime.date
    lives: list[Life]
    staff: dict[str, User]
    teams: list[Team]
    areas: dict[str, Area]
    prisons: list[Prison]
    served: dict[str, Hub]
    people: dict[int, Person] = field(default_factory=dict)
    referrals: dict[int, Referral] = field(default_factory=dict)

    @classmethod
    def begin(cls, count: int, seed: int) -> "World":
        """Engage the staff, read the reference lists, draw the lives."""
        now = timezone.now()
        today = timezone.localdate(now)
        draw = Draw(seed, today, AREAS)
        return cls(
            draw=draw,
            ledger=Ledger(now),
            today=today,
            lives=[draw.life(number) for number in range(1, count + 1)],
            staff=staff.engage(),
            teams=[staff.probation_team(name) for name in (staff.MEDWAY_NORTH, staff.MEDWAY_SOUTH)],
            areas={area.name: area for area in Area.objects.all()},
            prisons=list(Prison.objects.filter(name__in=PRISONS).order_by("name")),
            served={row.area.name: row.hub for row in ServedArea.objects.select_related("area", "hub__team")},
        )

    def person(self, life: Life) -> Person:
        return self.people[life.number]

    def hub(self, life: Life) -> Hub:
        return self.served[life.area]

    def worker(self, hub: Hub) -> User | None:
        """Who works at a hub; only Chatham has staff in the demo."""
        return self.staff["Rosa Delgado"] if hub.name == "Chatham" else None

    @property
    def referred(self) -> list[Life]:
        return [life for life in self.lives if life.referral]
