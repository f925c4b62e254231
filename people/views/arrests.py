"""Arrests and charges: what a team hears of, shown to those who may see risk."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission

from .. import actions, scope
from ..forms.arrests import SignalForm
from .writing import done, page, person_to_write_about, typed, written


@requires(Permission.VIEW_RISK)
@require_http_methods(["GET", "POST"])
def signal_record(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """An arrest or a charge, beside those that are recorded."""
    person = person_to_write_about(request, uuid)
    form = SignalForm(typed(request), person=person)

    def record() -> None:
        actions.record_signal(person, by=request.user, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and written(form, record):
        return done(request, person)
    return page(request, "signal_record", person, form, signals=scope.signals_about(request.user, person))


@requires(Permission.VIEW_RISK)
@require_POST
def signal_remove(request: SignedInRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """It was entered in error. Sent twice, it is taken out once."""
    person = person_to_write_about(request, uuid)
    actions.remove_signal(scope.signal_about(request.user, person, pk), by=request.user)
    messages.success(request, "Taken out as entered in error.")
    return redirect("signal_record", uuid)
