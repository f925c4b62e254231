"""Whether somebody else verified the fact behind an event (outcomes: What is known at a point).

It decides nothing about the figure: how many were verified is shown beside it.
"""

from typing import Any

from django.db.models import Exists, OuterRef

from outcomes.moments import KEY, ReportMoment
from pathways.models import MilestoneClaim

from .known import spells_covering


def rests_on_a_verified_claim(at: ReportMoment, kind: str, day: Any, **only: Any) -> Exists:
    """Whether a spell of a kind that covers the day has a milestone claim that was verified, and not revoked since.

    day: an expression over the index row. only: what else must be so of the spell. An answer to a check that no spell
    bears out rests on no claim.
    """
    claims = at.known(MilestoneClaim).filter(spell=OuterRef("key"), verified_at__lte=at.day_ends)
    verified = claims.exclude(revoked_at__lte=at.day_ends)
    return Exists(spells_covering(at, kind, day).alias(key=KEY).filter(Exists(verified), **only))
