"""Closing the hub for some days, and opening it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission

from ..actions import closing
from ..directory import scope
from ..directory.forms import ClosureForm, ReopenForm, TouchedForm

_GET_AND_POST = require_http_methods(["GET", "POST"])


@_GET_AND_POST
@requires(Permission.MANAGE_HUB)
def closure_create(request: SignedInRequest, slug: str) -> HttpResponse:
    """The days and the reason; then the sessions they touch, and what happens to them.

    Without a session on these days the first press saves. What a session becomes is chosen here and never silent.
    """
    hub = scope.hub_of_manager(request.user, slug)
    form, choice, status = ClosureForm(request.POST or None), None, 200
    if form.is_valid():
        wanted = form.cleaned_data
        sessions = scope.touched(request.user, hub, wanted["first_on"], wanted["last_on"])
        choice = TouchedForm(request.POST, touched=sessions)
        choice.is_valid()
        try:
            closing.close(hub, by=request.user, **wanted, shown=choice.seen, call_off=choice.call_off)
        except closing.ClosureRefused as refused:
            status = _tell(form, choice, refused)
        else:
            messages.success(request, _closed(hub, choice))
            return redirect("hub_detail", hub.slug)
    context = {"hub": hub, "form": form, "choice": choice, "forms": [choice] if choice else []}
    return render(request, "hubs/closure_create.html", context, status=status)


def _tell(form: ClosureForm, choice: TouchedForm, refused: closing.ClosureRefused) -> int:
    """Put the refusal where it belongs. The list shown for the first time is no mistake."""
    first_time = isinstance(refused, closing.OthersTouched) and not choice.was_shown
    if first_time:
        return 200
    told = choice if refused.field == "sessions" or (choice.touched and refused.field is None) else form
    told.add_error(refused.field, str(refused))
    return 409


def _closed(hub, choice: TouchedForm) -> str:
    if not choice.touched:
        return f"The closure of {hub} is saved. No session is on these days."
    number = len(choice.touched)
    sessions = "1 session" if number == 1 else f"{number} sessions"
    if choice.call_off:
        return f"The closure of {hub} is saved. {sessions} called off; those who hold the people booked are told."
    return f"The closure of {hub} is saved. {sessions} on these days left on."


@_GET_AND_POST
@requires(Permission.MANAGE_HUB)
def closure_end(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Open earlier, or take the closure back. Sent twice, it is done once."""
    hub = scope.hub_of_manager(request.user, slug)
    if request.method == "POST" and scope.was_taken_back(hub, pk):
        return redirect("hub_detail", hub.slug)
    closure = scope.closure(hub, pk)
    form, status = ReopenForm(request.POST or None, closure=closure), 200
    if form.is_valid():
        try:
            closing.reopen(closure, by=request.user, opens_on=form.day)
        except closing.ClosureRefused as refused:
            form.add_error(refused.field, str(refused))
            status = 409
        else:
            messages.success(
                request, "Saved. Sessions that were called off stay so until you put them on again."
            )
            return redirect("hub_detail", hub.slug)
    return render(
        request, "hubs/closure_end.html", {"hub": hub, "closure": closure, "form": form}, status=status
    )
