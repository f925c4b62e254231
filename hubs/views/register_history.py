"""How a register came to say what it says."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from .. import scope
from ..register import scope as register_scope
from ..register.tables import ChangeTable


@require_safe
@requires(Permission.VIEW_SESSIONS)
def register_history(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Every version of every mark: who, when, from what, to what, why; the latest first."""
    session = scope.session(request.user, uuid)
    changes = register_scope.history(request.user, session)
    trail.shown(request, {each.booking for each in changes if each.booking}, purpose="register history")
    context = {"session": session, "table": ChangeTable(changes)}
    return render(request, "hubs/register_history.html", context)
