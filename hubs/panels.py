"""What a hub worker sees on the home page: today's sessions and registers that are missing."""

from django.utils import timezone

from foundation.accounts.panels import Panel
from foundation.accounts.roles import Permission
from foundation.audit import trail

from . import booking_scope, clashes, scope
from .clashes.tables import ClashTable
from .tables import OfferTable, SessionTable

MOST_MISSING = 5
MOST_OFFERS = 5
MOST_CLASHES = 5
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


def offers_waiting(request) -> dict | None:
    """The offers that end first; nothing where none waits for an answer."""
    offers = list(booking_scope.offers(request.user)[:MOST_OFFERS])
    if not offers:
        return None
    trail.shown(request, offers, purpose="home page")
    return {"table": OfferTable(offers)}


def clashes_to_settle(request) -> dict | None:
    """Bookings that a condition stands against, the soonest first; nothing where there is none."""
    found = clashes.at_hubs_of(request.user)[:MOST_CLASHES]
    if not found:
        return None
    trail.shown(request, [booking for clash in found for booking in clash.bookings], purpose="home page")
    return {"table": ClashTable(found, teams=request.user.team_ids)}


SESSIONS = Panel("hubs/panels/todays_sessions.html", Permission.VIEW_SESSIONS, todays_sessions, order=30)
OFFERS = Panel("hubs/panels/offers.html", Permission.RUN_SESSIONS, offers_waiting, order=31)
CLASHES = Panel("hubs/panels/clashes.html", Permission.SETTLE_CLASHES, clashes_to_settle, order=29)
