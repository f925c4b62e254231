"""What everybody reads without signing in: who opens which address."""

from typing import Any

from ..actors import EVERYONE
from ..rows import Row


def of_partnership(things: dict[str, Any]) -> dict[str, Any]:
    return {"slug": things["partnership"].slug}


def of_pack(things: dict[str, Any]) -> dict[str, Any]:
    return of_partnership(things) | {"uuid": things["published_pack"].uuid}


def anyone(kwargs: Any = lambda things: {}) -> Row:
    return Row(EVERYONE, kwargs=kwargs, open_to_anyone=True)


ROWS: dict[str, Row] = {
    "public_list": anyone(),
    "public_accessibility": anyone(),
    "public_partnership": anyone(of_partnership),
    "public_figures": anyone(of_partnership),
    "public_pack": anyone(of_pack),
    "public_pack_file": anyone(lambda things: of_pack(things) | {"format": "pdf"}),
}


def things(world: Any) -> dict[str, Any]:
    """What these addresses are asked about stands in the world already."""
    return {}
