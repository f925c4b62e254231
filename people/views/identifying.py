"""Numbers that two records have: the data stewards' queue and the decision."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused

from .. import actions
from ..forms.holding import IdentifierDecisionForm
from ..merging import identifying
from ..tables.queues import IdentifierTable
from .writing import typed, written


@requires(Permission.RESOLVE_IDENTIFIERS)
@require_safe
def identifier_list(request: SignedInRequest) -> HttpResponse:
    """People whose CRN or prison number another record has too."""
    table = IdentifierTable(identifying.people_with_contested_numbers(request.user)).for_request(request)
    trail.shown(request, [row.record for row in table.page.object_list])
    return render(request, "people/identifier_list.html", {"table": table})


@requires(Permission.RESOLVE_IDENTIFIERS)
@require_http_methods(["GET", "POST"])
def identifier_decide(request: SignedInRequest, uuid: uuids.UUID, number: str) -> HttpResponse:
    """Both records side by side, as far as this steward may see them, and whose number it is."""
    person, field = identifying.contested_number(request.user, uuid, number)
    others, has_hidden = identifying.others_with_number(request.user, person, field)
    trail.shown(request, [person, *others])
    form = IdentifierDecisionForm(typed(request), clean=actions.CLEAN[field])
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            if written(form, lambda: _decide(request, person, field, form.cleaned_data)):
                messages.success(request, "Your decision is recorded.")
                return redirect("identifier_list")
        except Refused as refusal:
            form.add_error("decision", str(refusal))
            status = 409
    context = {
        "person": person, "others": others, "has_hidden": has_hidden, "form": form,
        "label": identifying.LABELS[field], "number": getattr(person, field),
        "is_confirmed": getattr(person, f"{field}_confirmed"),
    }  # fmt: skip
    return render(request, "people/identifier_decide.html", context, status=status)


def _decide(request: SignedInRequest, person, field: str, given: dict) -> None:
    about = {"by": request.user, "field": field, "reason": given["reason"]}
    if given["decision"] == "confirm":
        actions.confirm_identifier(person, **about)
    else:
        actions.correct_identifier(person, number=given["number"], **about)
