"""What a hub worker sees on the home page: today's sessions, registers to take or agree to, offers to answer."""

from django.utils import timezone

from foundation.accounts.panels import Panel
from foundation.accounts.roles import Permission
from foundation.audit import trail

from . import clashes, scope
from .clashes.tables import ClashTable
from .tables import SessionTable

MOST_MISSING = 5
MOST_CLASHES = 5
NONE_TODAY = "No session today. Open Sessions to see the week ahead or to put one on."


def todays_sessions(request) -> dict | None:
    """Today's sessions with their registers; nothing for a user without a hub."""
    if not request.user.team_ids:
        return None
    found = scope.of_the_day(request.user, timezone.localdate(), most_missing=MOST_MISSING)
    return {
        "table": SessionTable(
            found["today"],
            caption="Today’s sessions",
            now=timezone.now(),
            with_day=False,
            empty_text=NONE_TODAY,
        ),
        "missing": found["missing"],
        "second": found["second"],
        "offering": found["offering"],
    }


def clashes_to_settle(request) -> dict | None:
    """Bookings that a condition stands against, the soonest first; nothing where there is none."""
    found = clashes.at_hubs_of(request.user)[:MOST_CLASHES]
    if not found:
        return None
    trail.shown(request, [booking for clash in found for booking in clash.bookings], purpose="home page")
    return {"table": ClashTable(found, teams=request.user.team_ids)}


# The day's sessions stand before the due work: at the door nobody scrolls. (interface: Rules 1)
SESSIONS = Panel("hubs/panels/todays_sessions.html", Permission.VIEW_SESSIONS, todays_sessions, order=4)
CLASHES = Panel("hubs/panels/clashes.html", Permission.SETTLE_CLASHES, clashes_to_settle, order=3)
