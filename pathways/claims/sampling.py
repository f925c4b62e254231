"""Which ordinary claims are drawn: by lots that anybody with the month's seed can work out again.

A claim's lot is a number from 0 up to 1, the first 8 hex digits of the SHA-256 of "seed:uuid". Those below the rate
are drawn as they are claimed. When the month is over, the lowest lots that are left fill it up to the least number.
(domain: Milestone claim)
"""

import datetime
import secrets
from hashlib import sha256
from uuid import UUID

from foundation.accounts.models import Team

from ..models import Draw, SampleRate

EVERY_CLAIM = (100, 0)  # percent and least number where no rate is in force


def lot_of(seed: str, uuid: UUID) -> float:
    """From 0 up to, not including, 1; the same each time."""
    return int(sha256(f"{seed}:{uuid}".encode()).hexdigest()[:8], 16) / 16**8


def is_drawn(draw: Draw, uuid: UUID) -> bool:
    """Its lot is below the rate."""
    return lot_of(draw.seed, uuid) < draw.percent / 100


def draw_of(team: Team | int, day: datetime.date) -> Draw:
    """The draw of a hub's month, begun with a new seed and the rate in force when it is first asked for."""
    month = day.replace(day=1)
    percent, at_least = _rate_on(month)
    draw, _ = Draw.objects.get_or_create(
        team_id=getattr(team, "pk", team), month=month,
        defaults={"seed": secrets.token_hex(16), "percent": percent, "at_least": at_least},
    )  # fmt: skip
    return draw


def _rate_on(day: datetime.date) -> tuple[int, int]:
    rate = SampleRate.objects.filter(since__lte=day).order_by("-since").first()
    return (rate.percent, rate.at_least) if rate else EVERY_CLAIM
