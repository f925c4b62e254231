"""What a hub worker sees on the home page: today's sessions and registers that are missing."""

from django.utils import timezone

from foundation.accounts.panels import Panel
from foundation.accounts.roles import Permission

from . import scope
from .tables import SessionTable

NONE_TODAY = "No session today. Open Sessions to see the week ahead or to put one on."


def todays_sessions(request) -> dict | None:
    """Today's sessions with their registers; nothing for a user without a hub."""
    if not request.user.team_ids:
        return None
    sessions = scope.sessions(request.user).on(timezone.localdate())
    return {
        "table": SessionTable(
            sessions, caption="Today’s sessions", now=timezone.now(), with_day=False, empty_text=NONE_TODAY
        ),
        "missing": list(scope.registers_missing(request.user)[:5]),
    }


SESSIONS = Panel("hubs/panels/todays_sessions.html", Permission.VIEW_SESSIONS, todays_sessions, order=30)
