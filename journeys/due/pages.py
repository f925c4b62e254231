"""The list of due work and its part of the home page, as far as a template needs them."""

from typing import Any

from django.urls import reverse

from foundation.accounts.panels import Panel
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from . import falling as due
from .forms import DueFilter
from .tables import DueTable, UndatedTable
from .undated import Undated, offered_to

ROWS_AT_HOME = 8
PURPOSE = "due work"


def listing(request: SignedInRequest) -> dict[str, Any]:
    """The list, cut and filtered by the URL. Says in the audit trail whom it shows."""
    user, tab = request.user, request.GET.get("when", "")
    tallies = due.Tallies(user)
    form = DueFilter(request.GET, kinds=tallies.kinds, rules=offered_to(user), teams=due.teams_of(user))
    whose, clock, team = (form.wanted.get(name, "") for name in ("whose", "clock", "team"))
    clocks = due.of_whom(due.falling_to(user), user, whose)
    if clock:
        clocks = clocks.filter(clock=clock)
    if team:
        clocks = clocks.filter(team=team)
    standing = Undated(user, rule=clock, whose=whose, team=team)
    table: DueTable | UndatedTable
    if tab == due.UNDATED:
        table = UndatedTable(standing.rows, user=user).for_request(request)
    else:
        rows = due.with_people(due.on_tab(clocks, tab)).select_related("team", "user")
        table = DueTable(rows).for_request(request)
    trail.shown(request, table.people_shown, purpose=PURPOSE)
    counts = tallies.counts(whose=whose, clock=clock, team=team) | {due.UNDATED: standing.count}
    return {"table": table, "filter_form": form, "tabs": _tabs(request, tab, counts)}


def due_at_home(request: SignedInRequest) -> dict[str, Any] | None:
    """What is overdue and due soon; hidden from those to whom nothing falls and who work with nobody."""
    soonest, tallies = due.at_home(request.user, limit=ROWS_AT_HOME)
    if not any(tallies.values()) and not request.user.may(Permission.VIEW_PERSON):
        return None
    table = DueTable(soonest, orderable=False)
    trail.shown(request, table.people_shown, purpose=PURPOSE)
    url = reverse("due_list")
    return {
        "tallies": [
            {"kind": kind, "count": count, "label": due.TABS[kind].lower(), "url": f"{url}?when={kind}"}
            for kind, count in tallies.items()
        ],
        "table": table,
    }


def _tabs(request: SignedInRequest, current: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Each keeps the filters of the URL and starts from its first page."""
    tabs = []
    for name, label in due.TABS.items():
        query = request.GET.copy()
        query.pop("page", None)
        query["when"] = name
        is_current = name == (current if current in due.TABS else "")
        tabs.append(
            {"label": label, "url": f"?{query.urlencode()}", "count": counts.get(name), "current": is_current}
        )
    return tabs


PANEL = Panel("journeys/panels/due.html", None, due_at_home, order=5)
