"""Booking people into a session or its waiting list; taking a booking back, moving and restoring it."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import requires
from foundation.accounts.models import User
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.design.dates import say_day
from foundation.design.paging import CountFreePaginator
from foundation.lifecycle.transitions import Refused, WrongState
from people.models import Person

from .. import access, actions, scope
from ..bookings import scope as booking_scope
from ..bookings.forms import CancelForm, MoveForm, room_in
from ..forms import BookingForm
from ..models import Booking, Session
from ..register.page import alike
from ..states import BookingState


def _book(session: Session, people: list[Person], by: User, reason: str) -> str:
    actions.book_people(session, people, by=by, over_capacity_reason=reason)
    return f"Booked: {_names(people)}."


def _let_wait(session: Session, people: list[Person], by: User, reason: str) -> str:
    return said_of_waiting(actions.join_waiting_list(session, people, by=by))


def said_of_waiting(bookings: list[Booking]) -> str:
    """Who waits now, and to whom a place that was free is offered at once."""
    said = {
        BookingState.WAITING_LIST: "On the waiting list: {}.",
        BookingState.OFFERED: "A place is free and offered to: {}.",
        BookingState.BOOKED: "Booked already: {}.",
    }
    people = {state: [booking.person for booking in bookings if booking.state == state] for state in said}
    return " ".join(text.format(_names(people[state])) for state, text in said.items() if people[state])


def _names(people: list[Person]) -> str:
    return ", ".join(str(person) for person in people)


SAID = {"book": _book, "wait": _let_wait}


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def booking_create(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Choose among the people of the hub; a name narrows the list and keeps who is chosen already.

    `do` says what becomes of those chosen: book, or wait (on the waiting list).
    """
    session = booking_scope.to_book_into(request.user, uuid)
    actions.check_open_for_booking(session)
    form = BookingForm(request.POST or None, may_exceed=access.may_exceed_capacity(request.user, session.hub))
    sent = form.is_valid()
    chosen = scope.chosen(request.user, session, form.cleaned_data["people"]) if sent else []
    status = 200
    if sent and request.POST.get("do") in SAID and form.has_chosen():
        try:
            reason = form.cleaned_data.get("over_capacity_reason", "")
            said = SAID[request.POST["do"]](session, chosen, request.user, reason)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            trail.shown(request, chosen, purpose="booking")
            messages.success(request, said)
            return redirect("session_detail", session.uuid)
    named = scope.people_to_book(request.user, session, form.cleaned_data.get("name", "") if sent else "")
    found = CountFreePaginator(named, scope.MOST_SHOWN).page(1)
    people = [*chosen, *(person for person in found if person not in chosen)]
    trail.shown(request, people, purpose="booking")
    context = {"session": session, "form": form, "people": people, "chosen": chosen, "twins": alike(people),
               "room": room_in(session), "more": found.has_next(), "most": scope.MOST_SHOWN,
               "for_women": scope.is_for_women(session)}  # fmt: skip
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
        messages.success(request, f"{booking.person}: cancelled. A place that is free goes to those waiting.")
        return redirect("session_detail", booking.session.uuid)
    return render(
        request, "hubs/booking_cancel.html", {"booking": booking, "session": booking.session, "form": form}
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def booking_move(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The person comes to another session of the hub instead; `do=wait` lets them wait there and keeps this booking."""
    booking = scope.booking(request.user, uuid)
    trail.shown(request, [booking], purpose="booking")
    moved = request.method == "POST" and booking.state == BookingState.MOVED  # sent twice: the action knows
    if not moved:
        actions.check_may_be_moved(booking, by=request.user)
    sessions = booking_scope.to_move_to(request.user, booking, moved=moved)
    form, status = MoveForm(request.POST or None, sessions=sessions), 200
    if form.is_valid():
        try:
            return _move(request, booking, form)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
    context = {"booking": booking, "session": booking.session, "form": form}
    return render(request, "hubs/booking_move.html", context, status=status)


def _move(request: SignedInRequest, booking: Booking, form: MoveForm) -> HttpResponse:
    to = form.chosen
    if request.POST.get("do") == "wait":
        said = said_of_waiting(actions.join_waiting_list(to, [booking.person], by=request.user))
    else:
        actions.move_booking(booking, to, by=request.user, reason=form.cleaned_data["reason"])
        said = f"{booking.person} is moved here from {say_day(booking.held_on)}."
    messages.success(request, said)
    return redirect("session_detail", to.uuid)


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def booking_restore(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A cancelled booking stands again, if all rules let it."""
    booking = scope.booking(request.user, uuid)
    trail.shown(request, [booking], purpose="booking")
    form, status = Form(request.POST), 200
    if request.method == "GET":
        actions.check_may_be_restored(booking, by=request.user)
    elif form.is_valid():
        try:
            actions.restore_booking(booking, by=request.user)
        except WrongState:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, f"{booking.person} is booked again.")
            return redirect("session_detail", booking.session.uuid)
    context = {"booking": booking, "session": booking.session, "form": form}
    return render(request, "hubs/booking_restore.html", context, status=status)
