"""The home page of a partner service's worker: what is new, to book, expected today and overdue."""

from typing import Any

from foundation.accounts.panels import Panel
from foundation.accounts.panels import register as put_on_home_page
from foundation.accounts.roles import Permission
from foundation.audit import trail

from . import pages

ROWS = 8


def handed_over_at_home(request: Any) -> dict[str, Any]:
    """Counts that lead to the queue, who is expected today, and what waits to be received."""
    context = pages.at_home(request.user, limit=ROWS)
    trail.shown(request, context["people"], purpose="handed over to the service")
    return context


def register() -> None:
    """Called when the app is ready."""
    put_on_home_page(Panel("handovers/panel.html", Permission.ANSWER_HANDOVER, handed_over_at_home, order=5))
