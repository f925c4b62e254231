"""What the home page says about people."""

from typing import Any

from foundation.accounts import panels
from foundation.accounts.roles import Permission, Role
from foundation.audit import trail

from . import scope

DAYS_AHEAD = 28
MOST_SHOWN = 8


def releases(request: Any) -> dict | None:
    """The practitioner's own people who leave prison within 28 days, soonest first."""
    if request.user.role != Role.PRACTITIONER:
        return None
    to_come = list(scope.releases_to_come(request.user, DAYS_AHEAD)[: MOST_SHOWN + 1])
    shown = to_come[:MOST_SHOWN]
    trail.shown(request, shown)
    return {"releases": shown, "more": len(to_come) > MOST_SHOWN, "days": DAYS_AHEAD}


def register() -> None:
    panels.register(
        panels.Panel("people/panels/releases.html", Permission.VIEW_PERSON, releases, order=60, side=True)
    )
