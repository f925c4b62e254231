"""Making an appointment of one person with one worker."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.design.dates import say_time, say_weekday
from foundation.lifecycle.transitions import Refused

from .. import actions, scope
from ..appointments.forms import AppointmentForm
from ..appointments.scope import hubs_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_SESSIONS)
def appointment_create(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Book a person with a worker at a time, at one of the user's hubs that knows the person."""
    person = scope.person_known(request.user, uuid)
    hubs = hubs_of(request.user, person)
    trail.shown(request, [person], purpose="appointment")
    form = AppointmentForm(
        request.POST or None, hubs=hubs, team=scope.colleagues(request.user), by=request.user
    )
    status = 200
    if form.is_valid():
        try:
            booking = actions.book_appointment(
                person, form.cleaned_data["hub"], by=request.user, **form.wanted()
            )
        except actions.SessionRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            at = booking.session.starts_at
            messages.success(request, f"{person} has an appointment on {say_weekday(at)} at {say_time(at)}.")
            return redirect("session_detail", booking.session.uuid)
    context = {"person": person, "form": form}
    return render(request, "hubs/appointment_create.html", context, status=status)
