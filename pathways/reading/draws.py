"""The draws of ordinary claims, and the lots of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from foundation.lifecycle.dates import LONDON

from ..claims.sampling import lot_of
from ..models import Draw, MilestoneClaim
from ..querysets import DrawQuerySet
from .claims import open_among


@dataclass(frozen=True)
class Lot:
    """One claim in a draw. `is_open`: the user may open its page."""

    claim: MilestoneClaim
    number: float
    is_open: bool


def draws_for(user: Any) -> DrawQuerySet:
    """The latest month first."""
    return Draw.objects.visible_to(user).select_related("team")


def draw_for(user: Any, pk: int) -> Draw:
    """The draw, if the user verifies the claims of its hub; else 404."""
    return get_object_or_404(draws_for(user), pk=pk)


def count_drawn(draws: Sequence[Draw], user: Any) -> None:
    """Set on each draw how many `ordinary` claims its month had, and how many of them were `drawn`: one query.

    Claims about people hidden from the user are not counted, as if they did not exist.
    """
    found: dict[tuple, list[bool]] = {}
    for team, at, asked in (
        MilestoneClaim.objects.known_to(user)
        .ordinary_in(*draws)
        .values_list("team_id", "first_claimed_at", "asked_on")
    ):
        found.setdefault((team, at.astimezone(LONDON).date().replace(day=1)), []).append(asked is not None)
    for draw in draws:
        asked = found.get((draw.team_id, draw.month), [])
        draw.ordinary, draw.drawn = len(asked), sum(asked)


def lots_of(draw: Draw, user: Any) -> list[Lot]:
    """Every ordinary claim of the hub's month of which the user may know, with its lot, the lowest first."""
    claims = list(MilestoneClaim.objects.known_to(user).ordinary_in(draw))
    opened = open_among(claims, user)
    return _in_order(Lot(claim, lot_of(draw.seed, claim.uuid), claim.pk in opened) for claim in claims)


def every_lot_of(draw: Draw) -> list[Lot]:
    """Every ordinary claim of the hub's month, hidden or not: for whoever runs the system, on no page."""
    claims = MilestoneClaim.objects.ordinary_in(draw)
    return _in_order(Lot(claim, lot_of(draw.seed, claim.uuid), is_open=False) for claim in claims)


def _in_order(lots: Iterable[Lot]) -> list[Lot]:
    return sorted(lots, key=lambda lot: lot.number)
