"""Whether a person wants reminders, and those that have not gone out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused
from people.models import Person
from people.scope import person_seen_by

from .. import actions
from ..actions.reminders import insist_may_record
from ..reminders import scope, wording
from ..reminders.forms import WishForm
from ..reminders.providers import provider
from ..tables import ReminderTable


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_CIRCUMSTANCES)
def reminders_want(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Where the person wants to be reminded, if they do; only for those who work with them today."""
    person = _person(request, uuid)
    form, status = WishForm(request.POST or None), 200
    if form.is_valid():
        try:
            actions.want_reminders(person, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, f"{person} will be reminded the day before and in the morning.")
            return redirect("reminders_want", person.uuid)
    context = {
        "person": person,
        "form": form,
        "wish": scope.wish(person),
        "example": wording.example(person),
        "nobody_carries": provider() is None,
    }
    return render(request, "hubs/reminders_want.html", context, status=status)


@require_POST
@requires(Permission.RECORD_CIRCUMSTANCES)
def reminders_stop(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The person wants no more of them."""
    person = _person(request, uuid)
    actions.stop_reminders(person, by=request.user)
    messages.success(request, f"{person} gets no more reminders. The address is forgotten.")
    return redirect("reminders_want", person.uuid)


@require_safe
@requires(Permission.RUN_SESSIONS)
def reminder_list(request: SignedInRequest) -> HttpResponse:
    """Reminders of the user's hubs that failed or are tried again."""
    table = ReminderTable(scope.troubled_reminders(request.user)).for_request(request)
    trail.shown(request, table.people_shown, purpose="reminders")
    return render(request, "hubs/reminder_list.html", {"table": table, "nobody_carries": provider() is None})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_SESSIONS)
def reminder_again(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Let one that was given up go out with the next run."""
    reminder = scope.troubled_reminder(request.user, uuid)
    trail.shown(request, [reminder.booking], purpose="reminders")
    if request.method != "POST":
        return render(request, "hubs/reminder_again.html", {"reminder": reminder})
    if actions.send_reminder_again(reminder, by=request.user):
        messages.success(request, "The reminder goes out with the next run, within five minutes.")
    else:
        messages.error(request, "The reminder is not sent: its time is over, or it waits already.")
    return redirect("reminder_list")


def _person(request: SignedInRequest, uuid: UUID) -> Person:
    """Raises Http404 out of scope, NotYou where the user does not work with the person today."""
    person = person_seen_by(request.user, uuid)
    insist_may_record(request.user, person)
    trail.shown(request, [person], purpose="reminders")
    return person
