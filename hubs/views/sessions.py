"""The list of sessions, one session, putting one on, and saying that one was not held."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused, WrongState, can

from .. import actions, scope
from ..bookings.forms import HeldAfterAllForm
from ..bookings.turns import Turns
from ..forms import NotHeldForm, SessionForm
from ..models import Session
from ..register.page import alike
from ..states import AHEAD
from ..tables import SessionTable

TABS = (("", "Today and the week ahead"), ("later", "Later"), ("earlier", "Earlier"))
ON = "The session is on. Now book people into it."
ON_BEGUN = "The session is on. It has begun already: add people as walk-ins in the register."
HELD_AFTER_ALL = {
    "undo_not_held": "The session is on after all",
    "reopen_register": "Open the register again",
}
NONE_TODAY = "No session today. Put one on, or look at the week ahead."
NONE_AHEAD = "Nothing in the next 7 days. Put a session on to fill the week."
NONE_LATER = "Nothing after the next 7 days yet."
NONE_EARLIER = "No session has taken place yet."


@require_safe
@requires(Permission.VIEW_SESSIONS)
def session_list(request: SignedInRequest) -> HttpResponse:
    """Today first, then the week ahead; registers that were never submitted stand above both."""
    when = request.GET.get("when", "")
    if when not in dict(TABS):
        when = ""
    tabs = [
        {
            "label": label,
            "url": reverse("session_list") + (f"?when={name}" if name else ""),
            "current": name == when,
        }
        for name, label in TABS
    ]
    tables = _of_today(request) if not when else [_paged(request, when)]
    context = {
        "tabs": tabs,
        "tables": tables,
        "may_create": request.user.may(Permission.RUN_SESSIONS),
        "may_settle": request.user.may(Permission.SETTLE_CLASHES),
    }
    return render(request, "hubs/session_list.html", context)


def _of_today(request: SignedInRequest) -> list[SessionTable]:
    today, now = timezone.localdate(), timezone.now()
    sessions = scope.sessions(request.user)
    missing = list(scope.registers_missing(request.user)[: scope.MOST_SHOWN])
    late = SessionTable(missing, caption="Registers not submitted", now=now)
    return ([late] if missing else []) + [
        SessionTable(sessions.on(today), caption="Today", now=now, with_day=False, empty_text=NONE_TODAY),
        SessionTable(
            sessions.between(today + scope.DAY, today + scope.WEEK), caption="The week ahead", now=now,
            empty_text=NONE_AHEAD,
        ),
    ]  # fmt: skip


def _paged(request: SignedInRequest, when: str) -> SessionTable:
    today, now = timezone.localdate(), timezone.now()
    sessions = scope.sessions(request.user)
    if when == "later":
        found, caption, empty = sessions.after(today + scope.WEEK), "Later sessions", NONE_LATER
    else:
        found, caption, empty = sessions.before(today).latest_first(), "Earlier sessions", NONE_EARLIER
    return SessionTable(found, caption=caption, now=now, empty_text=empty).for_request(request)


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def session_create(request: SignedInRequest) -> HttpResponse:
    """Put a session on at one of the user's hubs."""
    hubs, team = scope.hubs(request.user), scope.colleagues(request.user)
    form = SessionForm(request.POST or None, hubs=hubs, team=team)
    if form.is_valid():
        try:
            session = actions.create_session(form.cleaned_data["hub"], by=request.user, **form.wanted())
        except actions.SessionRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, ON_BEGUN if session.has_begun else ON)
            return redirect("session_detail", session.uuid)
    return render(request, "hubs/session_create.html", {"form": form})


@require_safe
@requires(Permission.VIEW_SESSIONS)
def session_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Who is booked, how many places are left, and what can be done now."""
    session = scope.session(request.user, uuid)
    bookings = list(scope.bookings(request.user, session).with_concerns())
    trail.shown(request, bookings, purpose="session")
    turns = Turns(session, bookings)
    may_run = request.user.may(Permission.RUN_SESSIONS)
    context = {
        "session": session,
        "turns": turns,
        "for_women": session.women_only,
        "twins": alike(booking.person for booking in bookings),
        "acts": acts(request.user, session),
        "may_cancel": may_run and not session.has_begun and session.state in AHEAD,
        "may_restore": may_run and session.state in AHEAD and session.ends_at > timezone.now(),
    }
    return render(request, "hubs/session_detail.html", context)


def acts(user, session: Session) -> list[dict[str, object]]:
    """What the user can do with the session now, the most likely first."""
    if not user.may(Permission.RUN_SESSIONS):
        return []
    found: list[dict[str, object]] = []
    if session.has_begun and session.state in AHEAD:
        found.append({"label": "Take the register", "url": _url("register_take", session), "get": True})
    if session.state in AHEAD and session.ends_at > timezone.now():
        found.append({"label": "Book people", "url": _url("booking_create", session), "get": True})
        found.append(
            {"label": "Book a group", "url": _url("booking_group", session), "get": True, "quiet": True}
        )
    if session.state in AHEAD and session.ends_at > timezone.now():
        found.append(
            {"label": "Change the time, room or lead", "url": _url("session_change", session), "get": True,
             "quiet": True}
        )  # fmt: skip
    if can(user, "correct_register", session):
        found.append({"label": "Correct the register", "url": _url("register_take", session), "get": True,
                      "needs": "Needs a reason. Every version is kept."})  # fmt: skip
    for verb, words in HELD_AFTER_ALL.items():
        if can(user, verb, session):
            found.append({"label": words, "url": _url("session_held_after_all", session), "get": True})
    if can(user, "mark_not_held", session) or can(user, "withdraw_register", session):
        words = "The session was not held" if session.has_begun else "Call the session off"
        found.append({"label": words, "url": _url("session_not_held", session), "get": True,
                      "quiet": True})  # fmt: skip
    return found


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def session_not_held(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say why a session did not or does not take place."""
    session = scope.session(request.user, uuid)
    actions.check_may_be_called_off(session, by=request.user)
    form = NotHeldForm(request.POST or None, is_ahead=not session.has_begun)
    if form.is_valid():
        actions.mark_not_held(session, by=request.user, reason=form.why)
        messages.success(
            request, "Recorded: the session is not held. Those who work with the people in it are told."
        )
        return redirect("session_detail", session.uuid)
    return render(request, "hubs/session_not_held.html", {"session": session, "form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def session_held_after_all(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take back that a session was not held: the same day, or later by the hub manager, who says why."""
    session = scope.session(request.user, uuid)
    if session.state in AHEAD and request.method == "POST":  # sent twice
        return redirect("session_detail", session.uuid)
    verb = actions.check_may_be_held_after_all(session, by=request.user)
    form = HeldAfterAllForm(request.POST or None, same_day=verb == "undo_not_held")
    status = 200
    if form.is_valid():
        try:
            actions.hold_after_all(session, by=request.user, reason=form.cleaned_data["reason"])
        except WrongState:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, "The session is on. Those who work with the people in it are told.")
            return redirect("session_detail", session.uuid)
    context = {"session": session, "form": form, "label": HELD_AFTER_ALL[verb]}
    return render(request, "hubs/session_held_after_all.html", context, status=status)


def _url(name: str, session: Session) -> str:
    return reverse(name, args=[session.uuid])
