"""Booking people into a session and taking a booking back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused

from .. import actions, scope
from ..forms import BookingForm, CancelForm
from ..register_page import alike


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def booking_create(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Choose among the people of the hub; a name narrows the list and keeps who is chosen already."""
    session = scope.session(request.user, uuid)
    actions.check_open_for_booking(session)
    form = BookingForm(request.POST or None)
    sent = form.is_valid()
    chosen = scope.chosen(request.user, session, form.cleaned_data["people"]) if sent else []
    status = 200
    if sent and request.POST.get("do") == "book" and form.has_chosen():
        try:
            actions.book_people(session, chosen, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            trail.shown(request, chosen, purpose="booking")
            messages.success(request, f"Booked: {', '.join(str(person) for person in chosen)}.")
            return redirect("session_detail", session.uuid)
    found = scope.people_to_book(request.user, session, form.cleaned_data.get("name", "") if sent else "")
    people = [*chosen, *(person for person in found if person not in chosen)]
    trail.shown(request, people, purpose="booking")
    context = {"session": session, "form": form, "people": people, "chosen": chosen, "twins": alike(people),
               "more": len(found) == scope.MOST_SHOWN}  # fmt: skip
    return render(request, "hubs/booking_create.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def booking_cancel(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take a booking back before the session begins."""
    booking = scope.booking(request.user, uuid)
    trail.shown(request, [booking], purpose="booking")
    actions.check_may_be_cancelled(booking)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        reason, for_hub = form.cleaned_data["reason"], form.cleaned_data["who"] == "hub"
        actions.cancel_booking(booking, by=request.user, for_hub=for_hub, reason=reason)
        messages.success(request, f"{booking.person}’s booking is cancelled. The place is free.")
        return redirect("session_detail", booking.session.uuid)
    return render(
        request, "hubs/booking_cancel.html", {"booking": booking, "session": booking.session, "form": form}
    )
