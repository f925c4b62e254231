"""What the hub manager changes about the hub, one thing a page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.lifecycle.transitions import Refused

from ..actions import describing
from ..directory import scope
from ..directory.forms import BankHolidayForm, CapacityForm, DescribeForm, WeekForm
from ..models import OpeningHours, WomenOnlyTime

_GET_AND_POST = require_http_methods(["GET", "POST"])


@_GET_AND_POST
@requires(Permission.MANAGE_HUB)
def hub_describe(request: SignedInRequest, slug: str) -> HttpResponse:
    """Where the hub is and whom to ask."""
    hub = scope.hub_of_manager(request.user, slug)
    now = {name: getattr(hub, name) for name in describing.DESCRIBES}
    form = DescribeForm(request.POST or None, initial=now)
    if form.is_valid():
        describing.describe(hub, by=request.user, **form.cleaned_data)
        messages.success(request, f"Address and contact of {hub} are saved.")
        return redirect("hub_detail", hub.slug)
    return render(request, "hubs/hub_describe.html", {"hub": hub, "form": form})


@_GET_AND_POST
@requires(Permission.MANAGE_HUB)
def hub_hours(request: SignedInRequest, slug: str) -> HttpResponse:
    """When the hub is open each week. Saving the example hours as they stand confirms them."""
    hub = scope.hub_of_manager(request.user, slug)
    form = WeekForm(request.POST or None, week=scope.opening_week(hub, timezone.localdate()))
    context = {"hub": hub, "form": form, "changes_on": scope.changes_to_come(OpeningHours, hub)}
    return _set_week(
        request, form, context, describing.set_opening_hours, "hubs/hub_hours.html", "Opening hours"
    )


@_GET_AND_POST
@requires(Permission.MANAGE_HUB)
def hub_women_only(request: SignedInRequest, slug: str) -> HttpResponse:
    """When the hub is for women alone."""
    hub = scope.hub_of_manager(request.user, slug)
    form = WeekForm(request.POST or None, week=scope.women_only_week(hub, timezone.localdate()))
    context = {"hub": hub, "form": form, "changes_on": scope.changes_to_come(WomenOnlyTime, hub)}
    return _set_week(
        request,
        form,
        context,
        describing.set_women_only_times,
        "hubs/hub_women_only.html",
        "Women-only times",
    )


def _set_week(
    request: SignedInRequest, form: WeekForm, context: dict, act, template: str, what: str
) -> HttpResponse:
    hub, status = context["hub"], 200
    if form.is_valid():
        try:
            act(hub, form.week, by=request.user, from_on=form.cleaned_data["from_on"])
        except Refused as refused:
            form.add_error("from_on", str(refused))
            status = 409
        else:
            messages.success(request, f"{what} of {hub} are saved.")
            return redirect("hub_detail", hub.slug)
    return render(request, template, context, status=status)


@_GET_AND_POST
@requires(Permission.MANAGE_HUB)
def hub_bank_holidays(request: SignedInRequest, slug: str) -> HttpResponse:
    """On which bank holidays of the coming year the hub opens."""
    hub = scope.hub_of_manager(request.user, slug)
    days = scope.bank_holidays_to_come()
    form = BankHolidayForm(request.POST or None, days=days, opens=scope.openings_on(hub, days))
    if form.is_valid():
        describing.open_on_bank_holidays(hub, form.spans, by=request.user)
        messages.success(request, f"Bank holidays of {hub} are saved.")
        return redirect("hub_detail", hub.slug)
    return render(request, "hubs/hub_bank_holidays.html", {"hub": hub, "form": form})


@_GET_AND_POST
@requires(Permission.MANAGE_HUB)
def hub_capacity(request: SignedInRequest, slug: str) -> HttpResponse:
    """How many the hub takes. Fewer places than are taken need a reason, and say how many are."""
    hub = scope.hub_of_manager(request.user, slug)
    now = {"places": hub.places, "session_capacity": hub.session_capacity}
    form, status = CapacityForm(request.POST or None, initial=now), 200
    if form.is_valid():
        try:
            describing.set_capacity(hub, by=request.user, **form.cleaned_data)
        except describing.PlacesTaken as refused:
            form.add_error("reason", str(refused))
            status = 409
        else:
            messages.success(request, f"Places and session size of {hub} are saved.")
            return redirect("hub_detail", hub.slug)
    return render(request, "hubs/hub_capacity.html", {"hub": hub, "form": form}, status=status)
