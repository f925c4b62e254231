"""The panels of the home page: each app above registers its own from `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .roles import Permission


@dataclass(frozen=True)
class Panel:
    """One part of the home page, shown to those who hold the permission; None: to everybody it has something for.

    `context` takes the request and gives what the template needs; None hides the panel. `side` puts it in the narrow
    column.
    """

    template: str
    permission: Permission | None
    context: Callable[[Any], dict | None]
    order: int = 50
    side: bool = False


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    if panel not in _panels:
        _panels.append(panel)
        _panels.sort(key=lambda each: each.order)


def for_request(request) -> tuple[list[dict], list[dict]]:
    """(main column, side column): each a list of {"template", "context"} in order."""
    shown: tuple[list[dict], list[dict]] = ([], [])
    for panel in _panels:
        if panel.permission and not request.user.may(panel.permission):
            continue
        if (context := panel.context(request)) is not None:
            shown[panel.side].append({"template": panel.template, "context": context})
    return shown
