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
from foundation.lifecycle.transitions import Refused, WrongState

from .. import actions, scope
from ..bookings import scope as booking_scope
from ..bookings.forms import AnswerForm
from ..models import Booking
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
    form, status = AnswerForm(request.POST or None), 200
    if form.is_valid():
        try:
            messages.success(request, _answered(request, booking, **form.cleaned_data))
            return redirect("session_detail", booking.session.uuid)
        except WrongState:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
    actions.check_may_be_answered(booking, by=request.user)
    context = {"booking": booking, "session": booking.session, "form": form}
    return render(request, "hubs/offer_answer.html", context, status=status)


def _answered(
    request: SignedInRequest, booking: Booking, *, answer: str, answered_by: str, reason: str
) -> str:
    """Record the answer; what is said of it."""
    if answer == "accept":
        actions.accept_offer(booking, by=request.user, answered_by=answered_by)
        return f"{booking.person} is booked."
    actions.decline_offer(booking, by=request.user, answered_by=answered_by, reason=reason)
    return f"{booking.person} does not take the place. It goes to the next in turn."
