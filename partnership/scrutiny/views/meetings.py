"""Meetings of the committee: the list, one with who came, recording and correcting it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.answering import answer_form, form_page, typed
from foundation.lifecycle.transitions import Refused

from ...models import Meeting
from .. import meetings, mistakes, pages, scope
from ..attendance_form import MeetingForm, as_recorded
from ..forms import BecauseForm
from ..recommending import ask_who_keeps
from ..tables import MeetingTable

FORM = "partnership/scrutiny/meeting_form.html"


@require_safe
@requires(Permission.READ_SCRUTINY)
def meeting_list(request: SignedInRequest) -> HttpResponse:
    """Every meeting, the latest first."""
    trail.shown(request, [], purpose="meetings of scrutiny")
    table = MeetingTable(scope.meetings_of(request.user)).for_request(request)
    context = {
        "table": table,
        "tabs": pages.tabs("meeting_list"),
        "kept": scope.partnerships_kept_by(request.user),
    }
    return render(request, "partnership/scrutiny/meeting_list.html", context)


@require_safe
@requires(Permission.READ_SCRUTINY)
def meeting_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Who came for which partner and who did not; what was asked and recommended."""
    meeting = _seen(request, uuid)
    return render(
        request, "partnership/scrutiny/meeting_detail.html", pages.of_meeting(meeting, request.user)
    )


@form_page
@requires(Permission.KEEP_SCRUTINY)
def meeting_record(request: SignedInRequest, slug: str) -> HttpResponse:
    """One form for the meeting and a row for each partner."""
    partnership = scope.partnership_kept_by(request.user, slug)
    trail.shown(request, [], purpose="recording a meeting of scrutiny")
    form = MeetingForm(typed(request), partners=list(partnership.partners.all()))
    status = 200
    if form.is_bound and form.is_valid():
        try:
            meeting = meetings.record_meeting(partnership, by=request.user, **form.answers())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, f"{meeting} is recorded.")
            return redirect("meeting_detail", meeting.uuid)
    return render(request, FORM, {"form": form, "partnership": partnership, "meeting": None}, status=status)


@form_page
@requires(Permission.KEEP_SCRUTINY)
def meeting_correct(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Put right what was recorded; what stood there before is kept."""
    meeting = _seen(request, uuid)
    ask_who_keeps(request.user, meeting.partnership)
    first = as_recorded(meeting) | {"seen_as": meetings.version_of(meeting)}
    form = MeetingForm(typed(request), initial=first, partners=list(meeting.partnership.partners.all()))
    status = 200
    if form.is_bound and form.is_valid():
        seen_as = form.cleaned_data["seen_as"]
        try:
            meetings.correct_meeting(meeting, by=request.user, seen_as=seen_as, **form.answers())
        except Refused as refusal:
            form.read_anew(first["seen_as"])
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, f"{meeting} is corrected.")
            return redirect("meeting_detail", uuid)
    context = {"form": form, "partnership": meeting.partnership, "meeting": meeting}
    return render(request, FORM, context, status=status)


@form_page
@requires(Permission.KEEP_SCRUTINY)
def meeting_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """It was recorded by mistake."""
    meeting, form = _seen(request, uuid), BecauseForm(typed(request))
    ask_who_keeps(request.user, meeting.partnership)
    return answer_form(
        request, "partnership/scrutiny/meeting_withdraw.html", form,
        lambda: mistakes.withdraw_meeting(meeting, by=request.user, because=form.cleaned_data["because"]),
        done=f"{meeting} is withdrawn.", to=lambda: reverse("meeting_detail", args=[uuid]), meeting=meeting,
    )  # fmt: skip


def _seen(request: SignedInRequest, uuid: UUID) -> Meeting:
    meeting = scope.meeting_of(request.user, uuid)
    trail.shown(request, [], purpose="meeting of scrutiny")
    return meeting
