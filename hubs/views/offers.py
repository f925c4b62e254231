"""Offers that wait for an answer, and recording one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from .. import actions, booking_scope, scope
from ..booking_forms import AnswerForm
from ..tables import OfferTable


@require_safe
@requires(Permission.RUN_SESSIONS)
def offer_list(request: SignedInRequest) -> HttpResponse:
    """Every offer at the user's hubs without an answer, those that end first at the top."""
    table = OfferTable(booking_scope.offers(request.user)).for_request(request)
    trail.shown(request, table.people_shown, purpose="offers")
    return render(request, "hubs/offer_list.html", {"table": table})


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def offer_answer(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Record that the place is taken, or not and why, and who said so."""
    booking = scope.booking(request.user, uuid)
    trail.shown(request, [booking], purpose="offers")
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        answer, said = form.cleaned_data["answer"], {"answered_by": form.cleaned_data["answered_by"]}
        if answer == "accept":
            actions.accept_offer(booking, by=request.user, **said)
            messages.success(request, f"{booking.person} is booked.")
        else:
            actions.decline_offer(booking, by=request.user, reason=form.cleaned_data["reason"], **said)
            messages.success(
                request, f"{booking.person} does not take the place. It goes to the next in turn."
            )
        return redirect("session_detail", booking.session.uuid)
    actions.check_may_be_answered(booking, by=request.user)
    return render(
        request, "hubs/offer_answer.html", {"booking": booking, "session": booking.session, "form": form}
    )
