"""Booking a group into one or several sessions of a series at once."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.design.paging import CountFreePaginator
from foundation.lifecycle.transitions import Refused

from .. import actions, scope
from ..bookings import scope as booking_scope
from ..bookings.forms import GroupForm
from ..models import Session
from ..register.page import alike


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def booking_group(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Choose a group, untick who is not to come, choose the sessions; then it says who is booked and who is not.

    `do` says what the button is for: find the group, list the next of it, or book those ticked.
    """
    session = scope.session(request.user, uuid)
    actions.check_open_for_booking(session)
    form = GroupForm(
        request.POST or None, series=booking_scope.series_of(request.user, session), first=session
    )
    sent = form.is_valid()
    chosen = scope.chosen(request.user, session, form.cleaned_data["people"]) if sent else []
    status = 200
    if sent and request.POST.get("do") == "book" and form.has_chosen():
        trail.shown(request, chosen, purpose="booking")
        try:
            done = actions.book_group(form.chosen_sessions, chosen, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            return render(request, "hubs/booking_group_done.html", {"session": session, "done": done})
    return _answer(request, session, form, chosen, status)


def _answer(
    request: SignedInRequest, session: Session, form: GroupForm, chosen: list, status: int
) -> HttpResponse:
    """A page of the group that was asked for, ticked already; those found by name are not. Who was ticked stays."""
    asked = form.cleaned_data if form.is_bound else {}
    cohort, name = asked.get("cohort", ""), asked.get("name", "")
    group = booking_scope.of_a_group(request.user, session, cohort, name)
    found = CountFreePaginator(group if cohort or name else [], scope.MOST_SHOWN).page(form.page)
    people = [*chosen, *(person for person in found if person not in chosen)]
    by_group = bool(cohort) and request.POST.get("do") in ("find", "next")
    trail.shown(request, people, purpose="booking")
    context = {"session": session, "form": form, "people": people, "twins": alike(people), "asked": bool(asked),
               "ticked": people if by_group else chosen, "found": found,
               "for_women": scope.is_for_women(session)}  # fmt: skip
    return render(request, "hubs/booking_group.html", context, status=status)
