"""What the home page says about returns and improvement actions: to a partner of its own, to officers of all."""

from typing import Any

from django.utils import timezone

from foundation.accounts.panels import Panel
from foundation.accounts.panels import register as put_on_home_page
from foundation.accounts.roles import Permission
from outcomes.pages.words import say_period

from ..models import ImprovementAction
from . import overview, scope
from .quarters import quarter_that_ended_last

ROWS = 8


def of_partner(request: Any) -> dict[str, Any] | None:
    """The returns that wait for the user's partners, and their open actions, the next due first; each in one query."""
    returns = list(
        scope.returns_written_by(request.user).waiting_for_partner().order_by("due_on", "pk")[:ROWS]
    )
    mine = ImprovementAction.objects.written_by(request.user).still_open().with_measure()
    actions = list(mine.order_by("due_on", "pk")[:ROWS])
    if not returns and not actions:
        return None
    return {"returns": returns, "actions": actions}


def of_officers(request: Any) -> dict[str, Any] | None:
    """How the quarter that ended last stands, whose return waits for an officer, who is late or missing, and how many
    actions are overdue; and every return of an earlier quarter that is not accepted.
    """
    quarter = quarter_that_ended_last(timezone.localdate())
    partners = scope.partners_kept_by(request.user, quarter)
    standings, earlier = overview.of_quarter(request.user, quarter, partners)
    overdue = sum(partner.overdue for partner in partners)
    if not standings and not overdue and not earlier:
        return None
    return {
        "quarter": say_period(quarter),
        "tally": overview.tally(standings),
        "to_decide": overview.to_decide(standings)[:ROWS],
        "outstanding": overview.outstanding(standings)[:ROWS],
        "earlier": earlier[:ROWS],
        "more": len(earlier[ROWS:]),
        "overdue": overdue,
    }


def register() -> None:
    """Called when the app is ready."""
    put_on_home_page(Panel("partnership/returns/panel.html", Permission.WRITE_RETURN, of_partner, order=10))
    put_on_home_page(
        Panel("partnership/returns/panel_officers.html", Permission.DECIDE_RETURN, of_officers, order=10)
    )
