"""What a hub worker sees on the home page: today's sessions and registers that are missing."""

from django.utils import timezone

from foundation.accounts.panels import Panel
from foundation.accounts.roles import Permission

from . import scope
from .tables import SessionTable

MOST_MISSING = 5
NONE_TODAY = "No session today. Open Sessions to see the week ahead or to put one on."


def todays_sessions(request) -> dict | None:
    """Today's sessions with their registers; nothing for a user without a hub."""
    if not request.user.team_ids:
        return None
    today, missing = scope.todays_and_missing(request.user, timezone.localdate(), most_missing=MOST_MISSING)
    return {
        "table": SessionTable(
            today, caption="Today’s sessions", now=timezone.now(), with_day=False, empty_text=NONE_TODAY
        ),
        "missing": missing,
    }


SESSIONS = Panel("hubs/panels/todays_sessions.html", Permission.VIEW_SESSIONS, todays_sessions, order=30)
