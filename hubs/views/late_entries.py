"""Taking the register of a session of long ago: one asks, a second person of the hub agrees."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.lifecycle.transitions import Refused, WrongState, can

from .. import actions, scope
from ..register import scope as register_scope
from ..register.forms import LateEntryForm
from ..register.tables import LateEntryTable

ASKED = "You have asked for a second person. Everybody else of the hub is told; the register opens when one agrees."
DECIDED = {
    "agree": "You agreed: the register is open now.",
    "refuse": "You did not agree: the register stays closed.",
}


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def late_entry_ask(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say why a register is taken only now. One that stands already is shown instead."""
    session = scope.session(request.user, uuid)
    if standing := register_scope.standing_late_entry(session):
        return redirect("late_entry_detail", standing.uuid)
    actions.check_needs_late_entry(session)
    form = LateEntryForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        try:
            late = actions.ask_for_late_entry(session, by=request.user, reason=form.cleaned_data["reason"])
        except WrongState:
            raise
        except Refused as refused:
            form.add_error("reason", str(refused))
            status = 409
        else:
            messages.success(request, ASKED)
            return redirect("late_entry_detail", late.uuid)
    return render(request, "hubs/late_entry_ask.html", {"session": session, "form": form}, status=status)


@require_safe
@requires(Permission.RUN_SESSIONS)
def late_entry_list(request: SignedInRequest) -> HttpResponse:
    """What waits for a second person, the oldest first."""
    table = LateEntryTable(register_scope.late_entries(request.user)).for_request(request)
    return render(request, "hubs/late_entry_list.html", {"table": table})


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def late_entry_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Who asks and why; somebody else of the hub agrees or refuses."""
    late = register_scope.late_entry(request.user, uuid)
    if request.method == "POST":
        answer = request.POST.get("answer")
        if answer not in DECIDED:
            raise Refused("Choose whether you agree that the register is taken late.")
        actions.decide_late_entry(late, by=request.user, agrees=answer == "agree")
        messages.success(request, DECIDED[answer])
        return redirect("late_entry_detail", late.uuid)
    context = {
        "late": late,
        "session": late.session,
        "may_decide": can(request.user, "agree", late),
        "is_own": late.asked_by == request.user,
    }
    return render(request, "hubs/late_entry_detail.html", context)
