"""Which records are read: drawn by lots that anybody with seed and moment can work out again.

Drawn from the people a hub supported in a month, as it was known at the moment of drawing. The lowest lots are read:
ten at a hub, five at a satellite. What is recorded later changes no sample. (domain: Case-quality sample)
"""

import calendar
import datetime

from foundation.lifecycle.facts import Moment
from hubs.models import Hub
from pathways.claims.sampling import lot_of
from referrals.models import Referral
from referrals.states import ReferralState as S

SIZE = {Hub.Kind.HUB: 10, Hub.Kind.SATELLITE: 5}
SUPPORTED = (S.STARTED, S.ON_HOLD, S.COMPLETED, S.ENDED_EARLY)


def last_day(month: datetime.date) -> datetime.date:
    """The last day of the month that begins on this day."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def supported_by(hub: Hub, month: datetime.date, known_at: datetime.datetime | None) -> list[Referral]:
    """Referrals under which the hub supported somebody on any day of the month, as it was known then."""
    known = Moment(last_day(month), known_at).known(Referral)
    return list(
        known.filter(hub=hub, state__in=SUPPORTED, started_on__lte=last_day(month))
        .exclude(ended_on__lt=month)
        .order_by("uuid")
    )


def drawn_from(pool: list[Referral], *, hub: Hub, seed: str) -> list[Referral]:
    """The lowest lots of the pool, each person once."""
    lots = sorted(pool, key=lambda referral: lot_of(seed, referral.uuid))
    once = {referral.person_id: referral for referral in reversed(lots)}
    chosen = [referral for referral in lots if once[referral.person_id] is referral]
    return chosen[: SIZE[Hub.Kind(hub.kind)]]
