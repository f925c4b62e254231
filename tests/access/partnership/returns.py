"""Quarterly returns and improvement actions: who opens which address."""

from typing import Any

from ..rows import Row

ROWS: dict[str, Row] = {}


def things(world: Any) -> dict[str, Any]:
    """What these addresses are asked about."""
    return {}
