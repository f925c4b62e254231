"""Which counts stay as they are while days pass (decision 91)."""

import datetime

from django.db.models import Q, QuerySet

from foundation.lifecycle.dates import end_of_london_day, quarter_end
from outcomes.indicators import Indicator
from outcomes.indicators.top_change import TOP_CHANGES
from outcomes.indicators.wellbeing_change import WELLBEING_CHANGES
from pathways.models import MilestoneClaim

# Of these, whatever lies after a row's own window moves no code of it: a test counts random worlds on many days. Not
# among them is what goes on being followed (time to reoffence, waits), what has a window of its own that a pause or a
# stay in custody moves (decided in time, referral started, milestones verified), and what nobody has shown yet.
SETTLE = frozenset({
    "attendance-rate", "hub-availability", "hub-engagement-28", "hub-engagement-90", "through-the-gate",
    "employed-6-weeks", "employed-6-months", "job-sustained", "housed-on-release", "settled-3-months",
    "continuity-of-care", "treatment-completed", "proven-reoffending", "reoffences-per-person",
    "reoffences-per-reoffender", *(each.slug for each in (*WELLBEING_CHANGES, *TOP_CHANGES)),
})  # fmt: skip


def settles(indicator: Indicator, quarter: int, as_at: datetime.date) -> bool:
    """Whether the codes of a quarter, as at a day, are those as at any later day unless a fact changes."""
    return indicator.slug in SETTLE and as_at >= indicator.matures_on(quarter_end(quarter))


def is_verified_ahead(as_at: datetime.date) -> bool:
    """Whether some claim says that it was verified, or revoked, after the day: its fact becomes verified as days pass,
    however long the window has been closed.
    """
    return verified_ahead(as_at).exists()


def verified_ahead(as_at: datetime.date) -> QuerySet[MilestoneClaim]:
    """These claims: asked for whenever something is counted again, and hardly ever there."""
    later = end_of_london_day(as_at)
    return MilestoneClaim.objects.filter(Q(verified_at__gt=later) | Q(revoked_at__gt=later))
