"""A hub's timetable by week and by day, and one session changed."""

import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.lifecycle.transitions import Refused

from ... import scope as hub_day
from ...actions import SessionRefused
from ...directory import opening
from ...models import Hub
from .. import grid, scope, single
from ..forms import CategoryFilter, SessionChangeForm

CHANGED = "The session is changed. Those who work with the people booked are told of a new time."
CHANGED_NOBODY = "The session is changed."
NO_HUB = "You do not work at a hub. An administrator can put you into a hub’s team; here are all hubs."
AS_IT_WAS = "Nothing was changed: the session is like that already."


@require_safe
@requires(Permission.VIEW_SESSIONS)
def timetable(request: SignedInRequest) -> HttpResponse:
    """The timetable of the user's hub, or of the first of them; the others are a link away."""
    hub = scope.own_hubs(request.user).first()
    if hub is None:
        messages.info(request, NO_HUB)
        return redirect("hub_list")
    return redirect("timetable_week", hub.slug)


@require_safe
@requires(Permission.VIEW_HUBS)
def timetable_week(request: SignedInRequest, slug: str) -> HttpResponse:
    """The week that a day of `?week=` lies in. Only those who work at the hub see who leads and how many are booked."""
    hub, monday = scope.hub(slug), grid.monday_of(grid.day_asked(request.GET.get("week", "")))
    sunday = monday + grid.WEEK - grid.DAY
    chosen = CategoryFilter(request.GET, categories=scope.categories(hub, monday, sunday))
    found = scope.sessions(request.user, hub, monday, sunday, chosen.chosen)
    sessions = grid.noted(found, is_staff=scope.is_staff(request.user, hub))
    context = _context(request, hub, chosen) | {
        "columns": grid.week(hub, monday, sessions),
        "monday": monday,
        "sunday": sunday,
        "before": _address("timetable_week", hub, chosen, week=monday - grid.WEEK),
        "after": _address("timetable_week", hub, chosen, week=monday + grid.WEEK),
        "now": _address("timetable_week", hub, chosen),
    }
    return render(request, "hubs/timetable/week.html", context)


@require_safe
@requires(Permission.VIEW_HUBS)
def timetable_day(request: SignedInRequest, slug: str) -> HttpResponse:
    """One day of the hub, session by session."""
    hub, day = scope.hub(slug), grid.day_asked(request.GET.get("day", ""))
    opening.fetch([hub])
    chosen = CategoryFilter(request.GET, categories=scope.categories(hub, day, day))
    found = scope.sessions(request.user, hub, day, day, chosen.chosen)
    sessions = grid.noted(found, is_staff=scope.is_staff(request.user, hub))
    context = _context(request, hub, chosen) | {
        "column": grid.column(hub, day, sessions),
        "day": day,
        "before": _address("timetable_day", hub, chosen, day=day - grid.DAY),
        "after": _address("timetable_day", hub, chosen, day=day + grid.DAY),
        "week": _address("timetable_week", hub, chosen, week=day),
    }
    return render(request, "hubs/timetable/day.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def session_change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Another time, room, lead or number of places for one session; its rule leaves it alone from then on."""
    session = hub_day.session(request.user, uuid)
    single.check_may_be_changed(session)
    form = SessionChangeForm(request.POST or None, session=session)
    status = 200
    if form.is_valid():
        said = form.cleaned_data
        try:
            done = single.change_session(
                session, form.wanted(), by=request.user, seen=said["seen"], reason=said["reason"]
            )
        except SessionRefused as refused:
            form.add_error(refused.field, str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            for warning in done.warnings:
                messages.warning(request, warning)
            booked = CHANGED if session.booked else CHANGED_NOBODY
            messages.success(request, booked if done.is_changed else AS_IT_WAS)
            return redirect("session_detail", session.uuid)
    return render(
        request, "hubs/timetable/session_change.html", {"session": session, "form": form}, status=status
    )


def _context(request: SignedInRequest, hub: Hub, chosen: CategoryFilter) -> dict[str, object]:
    is_staff = scope.is_staff(request.user, hub)
    return {
        "hub": hub,
        "filter": chosen,
        "is_staff": is_staff,
        "hubs": scope.own_hubs(request.user) if is_staff else [],
        "may_run": is_staff and request.user.may(Permission.RUN_SESSIONS),
    }


def _address(name: str, hub: Hub, chosen: CategoryFilter, **days: datetime.date) -> str:
    """With the activity that is chosen, so that the next week shows the same."""
    asked = {key: day.isoformat() for key, day in days.items()}
    if chosen.chosen:
        asked["category"] = str(chosen.chosen.pk)
    return reverse(name, args=[hub.slug]) + (f"?{urlencode(asked)}" if asked else "")
