"""Taking the register."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused, WrongState

from .. import access, actions, scope
from ..forms import NameForm
from ..models import Session
from ..register import entries as register
from ..register import scope as register_scope
from ..register.entries import Kept, MarksRefused
from ..register.page import RegisterPage
from ..states import HELD

SAVED = {
    "save": "The marks are saved. The register stays open until you submit it.",
    "all": "The others are marked as attended.",
    "submit": "The register is submitted. Practitioners are told of absences.",
    "correct": "The correction is saved, and what was said before is kept.",
}
GONE = "What you said of {} is not saved: they are no longer on this register ({})."
UNCHANGED = "Nothing had changed, so the register stays as it was."


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def register_take(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Everybody booked, in one form. Each button saves first, so that nothing typed is lost.

    `do` says what else: save, all (mark the others as attended), submit, find (a walk-in by name); `add` adds one.
    """
    session = scope.session(request.user, uuid)
    register.refuse_unless_begun(session)
    page = RegisterPage(session, request.user, request.POST if request.method == "POST" else None)
    trail.shown(request, [*page.bookings, *page.gone], purpose="register")
    for booking in page.gone:
        messages.warning(request, GONE.format(booking.person, booking.get_state_display().lower()))
    if request.method == "GET":
        return _answer(request, page)
    if request.POST.get("held") == "no":
        return redirect("session_not_held", session.uuid)
    if not page.is_valid():
        return _answer(request, page)
    try:
        return _save(request, session, page)
    except WrongState:
        raise
    except Refused as refused:
        return _answer(request, page.explained(refused), refused=refused, status=409)


def _save(request: SignedInRequest, session: Session, page: RegisterPage) -> HttpResponse:
    """Save what can be; then search, add or submit, whether or not a row was refused."""
    by_enter = "find" if request.POST.get("name") else "save"
    do, walk_in = request.POST.get("do", by_enter), request.POST.get("add")
    kept, refused = Kept(), None
    try:
        kept = actions.save_register(
            session, page.entries(rest_attended=do == "all"), by=request.user, submit=do == "submit",
            reason=page.correction.cleaned_data["reason"],
        )  # fmt: skip
    except MarksRefused as lacking:
        refused = lacking
    found: dict[str, Any] = _found(request, session) if do == "find" else {}
    if walk_in:
        _add(request, session, walk_in)
    if refused:
        return _answer(request, page.explained(refused), refused=refused, status=409, **found)
    if found:
        return _answer(
            request, RegisterPage(scope.session(request.user, session.uuid), request.user), **found
        )
    if not walk_in:
        _say(request, session, do, kept)
    if not walk_in and (do == "submit" or session.state in HELD):
        return redirect("session_detail", session.uuid)
    return redirect("register_take", session.uuid)


def _say(request: SignedInRequest, session: Session, do: str, kept: Kept) -> None:
    is_held = session.state in HELD
    if any(kept) or (do == "submit" and not is_held):
        messages.success(request, SAVED["correct" if is_held else do if do in SAVED else "save"])
    elif do == "submit":  # sent twice: it answers as the first time
        messages.success(request, SAVED["submit"])
    else:
        messages.info(request, UNCHANGED)


def _found(request: SignedInRequest, session: Session) -> dict[str, Any]:
    """The people whose name was typed, for below the register."""
    form = NameForm(request.POST)
    found = scope.walk_ins(request.user, session, form.cleaned_data["name"]) if form.is_valid() else []
    trail.shown(request, found, purpose="walk-in")
    return {"name_form": form, "found": found, "searched": True}


def _add(request: SignedInRequest, session: Session, walk_in: str) -> None:
    person = scope.one_chosen(request.user, session, walk_in)
    trail.shown(request, [person], purpose="walk-in")
    booking = actions.add_walk_in(session, person, by=request.user)
    said = (
        "is added and marked as attended"
        if booking.mark
        else "is added, and cannot be marked yet: see their row"
    )
    is_beyond = register_scope.is_beyond(request.user, booking)
    beyond = ". The session was full; your name stands beside it" if is_beyond else ""
    messages.success(request, f"{person} {said}{beyond}.")


def _answer(
    request: SignedInRequest, page: RegisterPage, *, status: int = 200, **more: object
) -> HttpResponse:
    session, refused = page.session, more.get("refused")
    is_held = session.state in HELD
    may_change = (
        access.may_correct_register(request.user, session) if is_held else not page.needs_second_person
    )
    is_unsaved = page.sent is not None and not isinstance(refused, MarksRefused)
    context = {
        "session": session,
        "page": page,
        "forms": page.forms,
        "name_form": NameForm(),
        "is_held": is_held,
        "may_change": may_change,
        "may_save": may_change or (is_held and any(not row.booking.mark for row in page.rows)),
        "is_unsaved": is_unsaved,
        "is_saved_whole": is_held or is_unsaved or page.needs_second_person,
        "queue_owner": actions.queue_owner(request.user),
        "correct_until": timezone.localdate() + access.CORRECTED_BY_TAKER,
    }
    return render(request, "hubs/register_take.html", context | more, status=status)
