"""What changed, on the home pages of officers, partners and members of scrutiny committees."""

from typing import Any

from foundation.accounts import panels
from foundation.accounts.panels import Panel
from foundation.accounts.roles import Permission

from .reading import changed_for


def what_changed(request: Any) -> dict[str, Any] | None:
    """What the user may see of the last 30 days; nothing where nothing changed."""
    rows = changed_for(request.user) if request.user.team_ids else []
    return {"rows": rows} if rows else None


def register() -> None:
    """Called when the app is ready."""
    panels.register(Panel("partnership/changed.html", Permission.READ_SCRUTINY, what_changed, order=35))
