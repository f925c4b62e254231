"""The rooms of a hub, and the address of its calendar."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.limits import Limit, each_address, limited
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission

from .. import feed, rooms, scope
from ..forms import RoomForm
from ..recurrence import RuleRefused

# A calendar program asks a few times an hour; several of one office may share an address.
READING_CALENDARS = Limit("reading_calendars", times=240, seconds=3600, who=each_address)


@require_safe
@requires(Permission.VIEW_SESSIONS)
def room_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """The rooms of a hub and how many each holds."""
    hub = scope.own_hub(request.user, slug)
    context = {
        "hub": hub,
        "rooms": scope.rooms(request.user, hub),
        "today": timezone.localdate(),
        "may_manage": request.user.may(Permission.MANAGE_HUB),
    }
    return render(request, "hubs/timetable/room_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_HUB)
def room_create(request: SignedInRequest, slug: str) -> HttpResponse:
    """Add a room."""
    hub = scope.own_hub(request.user, slug)
    form = RoomForm(request.POST or None)
    if form.is_valid():
        try:
            room = rooms.add_room(hub, by=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, f"{room} is added.")
            return redirect("room_list", hub.slug)
    return render(request, "hubs/timetable/room_form.html", {"hub": hub, "form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_HUB)
def room_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename a room, say how many it holds, or close it."""
    room = scope.room(request.user, pk)
    now = {"name": room.name, "holds": room.holds, "closed_on": room.closed_on}
    form = RoomForm(request.POST or None, initial=now)
    if form.is_valid():
        try:
            rooms.change_room(room, by=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, f"{form.cleaned_data['name']} is saved.")
            return redirect("room_list", room.hub.slug)
    return render(request, "hubs/timetable/room_form.html", {"hub": room.hub, "room": room, "form": form})


@require_safe
@requires(Permission.VIEW_SESSIONS)
def timetable_calendar(request: SignedInRequest, slug: str) -> HttpResponse:
    """The address for calendar programs, and who may change it."""
    hub = scope.own_hub(request.user, slug)
    found = scope.feed(hub)
    path = reverse("timetable_feed", args=[hub.slug, found.token]) if found else ""
    context = {
        "hub": hub,
        "feed": found,
        "address": request.build_absolute_uri(path) if path else "",
        "may_manage": request.user.may(Permission.MANAGE_HUB),
    }
    return render(request, "hubs/timetable/calendar.html", context)


@require_POST
@requires(Permission.MANAGE_HUB)
def feed_make(request: SignedInRequest, slug: str) -> HttpResponse:
    """A new address; the one before stops working."""
    hub = scope.own_hub(request.user, slug)
    rooms.make_feed(hub, by=request.user)
    messages.success(
        request, "The calendar has a new address. An address from before does not work any more."
    )
    return redirect("timetable_calendar", hub.slug)


@require_POST
@requires(Permission.MANAGE_HUB)
def feed_revoke(request: SignedInRequest, slug: str) -> HttpResponse:
    """The address works no longer."""
    hub = scope.own_hub(request.user, slug)
    rooms.revoke_feed(hub, by=request.user)
    messages.success(request, "The calendar’s address does not work any more.")
    return redirect("timetable_calendar", hub.slug)


@login_not_required
@require_safe
@limited(READING_CALENDARS, methods=("GET", "HEAD"))
def timetable_feed(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The timetable for calendar programs, which cannot sign in: whoever has the address reads it. It names nobody."""
    hub = scope.hub_of_token(slug, token)
    sessions = scope.sessions_of_feed(hub, *feed.days_of(timezone.localdate()))
    body, changed_at = feed.written(hub, sessions), feed.changed_at(sessions)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{hub.slug}.ics"'
    answer["ETag"] = feed.tag_of(body)
    if changed_at:
        answer["Last-Modified"] = http_date(changed_at.timestamp())
    patch_cache_control(answer, private=True, max_age=900)
    modified = int(changed_at.timestamp()) if changed_at else None
    return get_conditional_response(request, answer["ETag"], modified, answer) or answer
