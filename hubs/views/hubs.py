"""The list of hubs, and one hub: what somebody wants to know before they refer. No person stands here."""

import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission

from .. import access
from ..directory import opening, scope
from ..directory.forms import HubFilter, say_spans
from ..directory.tables import HubTable, say_day
from ..models import Hub, Weekday

ACTS = (
    ("hub_describe", "Change address and contact"),
    ("hub_hours", "Change opening hours"),
    ("hub_women_only", "Change women-only times"),
    ("closure_create", "Close the hub for some days"),
    ("hub_bank_holidays", "Open on a bank holiday"),
    ("hub_capacity", "Change places and session size"),
)


@require_safe
@requires(Permission.VIEW_HUBS)
def hub_list(request: SignedInRequest) -> HttpResponse:
    """Every hub, or those of one contract area."""
    filter_form = HubFilter(request.GET)
    hubs = scope.hubs_in(filter_form.chosen)
    table = HubTable(hubs, day=timezone.localdate(), reader=request.user).for_request(request)
    return render(request, "hubs/hub_list.html", {"table": table, "filter_form": filter_form})


@require_safe
@requires(Permission.VIEW_HUBS)
def hub_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    """Address, hours of the week ahead, women-only times, satellites, contact."""
    hub = scope.hub(slug)
    today = timezone.localdate()
    opening.fetch([hub])
    context = {
        "hub": hub,
        "free": scope.say_free(hub, request.user),
        "today": today,
        "week": week_ahead(hub, today),
        "women_only": women_only(hub, today),
        "satellites": scope.satellites(hub),
        "closures": scope.closures_not_over(hub),
        "manages": access.manages_hub(request.user, hub),
        "acts": acts(request.user, hub),
    }
    return render(request, "hubs/hub_detail.html", context)


def week_ahead(hub: Hub, today: datetime.date) -> list[dict[str, object]]:
    """Today and the six days after it, with their hours in words."""
    days = opening.days(hub, today, today + datetime.timedelta(days=6))
    return [{"day": day.day, "words": say_day(day), "is_today": day.day == today} for day in days]


def women_only(hub: Hub, today: datetime.date) -> list[tuple[str, str]]:
    """Weekday and spans, of the days that have any."""
    week = scope.women_only_week(hub, today)
    return [(Weekday(weekday).label, say_spans(spans)) for weekday, spans in sorted(week.items())]


def acts(user, hub: Hub) -> list[dict[str, object]]:
    """What the hub manager can change, one thing a page; for others nothing."""
    if not access.manages_hub(user, hub):
        return []
    return [
        {"label": label, "url": reverse(name, args=[hub.slug]), "get": True, "quiet": True}
        for name, label in ACTS
    ]
