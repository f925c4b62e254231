"""The plan of one person, and what they are handed of it: a sheet of paper, and the coming times by text."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused
from hubs import actions as hubs
from hubs.reminders import timetable
from people.scope import person_seen_by

from ..plan import page, sheet
from .frame import framed, known_to, or_where_merged


@requires(Permission.VIEW_REFERRAL)
@require_safe
@or_where_merged
def person_plan(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Goals and steps, who does what by when, and the reviews."""
    known = known_to(request, uuid)
    trail.shown(request, [known.person], purpose=known.purpose)
    return render(
        request, "journeys/plan/person_plan.html", framed(known, "person_plan", **page.about(known))
    )


@requires(Permission.VIEW_REFERRAL)
@require_safe
def plan_sheet(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Steps and times for the person, to be printed."""
    person = person_seen_by(request.user, uuid)
    trail.shown(request, [person], purpose="plan for the person")
    return render(
        request,
        "journeys/plan/sheet.html",
        {"person": person, "sheet": sheet.sheet_for(person, request.user)},
    )


@requires(Permission.RUN_SESSIONS, Permission.RECORD_CIRCUMSTANCES)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_text(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """The coming times by text or e-mail, as the person will read them, and sending them."""
    person = person_seen_by(request.user, uuid)
    hubs.insist_may_record_reminders(request.user, person)
    trail.shown(request, [person], purpose="timetable for the person")
    refusal = ""
    if request.method == "POST":
        try:
            hubs.send_timetable(person, by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, "The times go out within five minutes.")
            return redirect("person_plan", person.uuid)
    context: dict[str, Any] = {"person": person, "refusal": refusal} | timetable.preview(person)
    return render(request, "journeys/plan/text.html", context, status=409 if refusal else 200)
