"""What referrals put on the home page: for those who refer, and for those who decide."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from foundation.accounts.panels import Panel
from foundation.accounts.roles import Permission
from foundation.audit import trail

from . import scope, tabs
from .models import Referral
from .tables import summary_of

ROWS = 8
NOTHING_DUE = "Nothing is overdue, and nothing falls due in the next 5 working days."


def _lines(request, rows: list[Referral]) -> list[dict[str, Any]]:
    trail.shown(request, rows, purpose="home page")
    return [summary_of(referral) for referral in rows]


def _list_url(tab: str, **more: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in {"tab": tab, **more}.items())
    return f"{reverse('referral_list')}?{query}"


def _first_tab(request) -> str:
    return tabs.tabs_of(request.user)[0].slug


def start(_request) -> dict[str, Any]:
    """The way into a new referral, above everything else."""
    return {}


def of_the_hub(request) -> dict[str, Any]:
    """For the hub: what it must decide soon, and whom it accepted and has not started."""
    due, accepted = scope.to_decide_and_induct(request.user, limit=ROWS)
    decide = {
        "title": "Decide on these referrals",
        "when": "Decide by",
        "lines": _lines(request, due),
        "empty": NOTHING_DUE,
        "more_url": _list_url(_first_tab(request)),
        "more": "All open referrals",
    }
    induct = {
        "title": "Accepted, to be inducted",
        "when": "Accepted",
        "lines": _lines(request, accepted),
        "empty": "Everybody who was accepted has been inducted.",
        "more_url": _list_url("accepted"),
        "more": "All accepted and not started",
    }
    return {"parts": [decide, induct]}


def decisions_awaited(request) -> dict[str, Any] | None:
    """For the referrer: what they wait for."""
    if request.user.may(Permission.DECIDE_REFERRAL):
        return None
    return {
        "title": "Decisions I wait for",
        "when": "Due",
        "lines": _lines(request, scope.due_from_referrer(request.user, limit=ROWS)),
        "empty": NOTHING_DUE,
        "more_url": _list_url(_first_tab(request)),
        "more": "All my referrals with a hub",
    }


def decided_lately(request) -> dict[str, Any] | None:
    """The hub's decisions of the last 14 days on the referrer's own referrals."""
    if request.user.may(Permission.DECIDE_REFERRAL):
        return None
    return {
        "title": "Decided in the last 14 days",
        "when": "Decided",
        "lines": _lines(request, scope.decided_lately(request.user, limit=ROWS)),
        "empty": "No hub has decided on a referral of yours lately.",
    }


def referral_counts(request) -> dict[str, Any]:
    """How many stand on each tab of the list."""
    counts = scope.tab_counts(request.user, {})
    decides = request.user.may(Permission.DECIDE_REFERRAL)
    return {
        "title": "Referrals to my hubs" if decides else "My referrals",
        "counts": [
            {"label": tab.label, "url": _list_url(tab.slug), "count": counts[tab.slug]}
            for tab in tabs.tabs_of(request.user)
        ],
        "as_at": timezone.now(),
    }


PANELS = (
    Panel("referrals/panels/start.html", Permission.CREATE_PERSON, start, order=1),
    Panel("referrals/panels/of_the_hub.html", Permission.DECIDE_REFERRAL, of_the_hub, order=20),
    Panel("referrals/panels/referrals_due.html", Permission.VIEW_REFERRAL, decisions_awaited, order=20),
    Panel("referrals/panels/referrals_due.html", Permission.WRITE_REFERRAL, decided_lately, order=25),
    Panel(
        "referrals/panels/referral_counts.html",
        Permission.VIEW_REFERRAL,
        referral_counts,
        order=20,
        side=True,
    ),
)
