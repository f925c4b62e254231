"""Bookings that a condition stands against: for the hub's manager to settle."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from .. import clashes
from ..clashes.tables import ClashTable, PastClashTable


@require_safe
@requires(Permission.SETTLE_CLASHES)
def clash_list(request: SignedInRequest) -> HttpResponse:
    """Those to be settled, the soonest first; on the other tab those that are over."""
    past = request.GET.get("when") == "past"
    found = clashes.at_hubs_of(request.user, past=past)
    kind = PastClashTable if past else ClashTable
    table = kind(found, teams=request.user.team_ids).for_request(request)
    trail.shown(request, table.people_shown, purpose="clashes")
    url = reverse("clash_list")
    tabs = [
        {"label": "To settle", "url": url, "current": not past},
        {"label": "Over", "url": f"{url}?when=past", "current": past},
    ]
    return render(request, "hubs/clash_list.html", {"table": table, "tabs": tabs, "past": past})
