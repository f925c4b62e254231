"""The draw: at the moment of claiming, and once more when the month is over."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation.design.dates import today
from foundation.lifecycle.events import together
from foundation.lifecycle.transitions import perform

from ..claims import sampling
from ..models import Draw, MilestoneClaim
from ..states import ClaimState
from .asking import ask_for_verification


def ask_or_leave(claim: MilestoneClaim) -> None:
    """Set on an unsaved claim whether somebody must verify it: always for some kinds, else as its lot says."""
    day = timezone.localdate(claim.claimed_at)
    if claim.declaration.always_verified or sampling.is_drawn(
        sampling.draw_of(claim.team_id, day), claim.uuid
    ):
        claim.ask_from(day)


def fill_up_draws(*, by: Any = None) -> int:
    """Fill up the draws of every month that is over to their least number; gives how many claims were drawn.

    Safe to repeat and to run late: a draw is filled up once. `by` is the system.
    """
    month = today().replace(day=1)
    waiting = Draw.objects.filter(month__lt=month, filled_up_at=None).values_list("pk", flat=True)
    return sum(_fill_up(draw, by=by) for draw in list(waiting))


@transaction.atomic
def _fill_up(key: int, *, by: Any) -> int:
    draw = Draw.objects.select_for_update().get(pk=key)
    if draw.filled_up_at:
        return 0
    claims = list(MilestoneClaim.objects.ordinary_in(draw))
    lacking = draw.at_least - sum(claim.is_asked_for for claim in claims)
    left = [claim for claim in claims if not claim.is_asked_for and claim.state == ClaimState.CLAIMED]
    left.sort(key=lambda claim: sampling.lot_of(draw.seed, claim.uuid))
    drawn = left[: max(lacking, 0)]
    with together():
        for claim in drawn:
            perform(claim, "draw", by=by, told={"draw": draw}, on=today())
            ask_for_verification(claim)
    draw.filled_up_at = timezone.now()
    draw.save(update_fields=["filled_up_at"])
    return len(drawn)
