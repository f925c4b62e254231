"""How one person comes to sessions."""

import uuid as uuids

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from ..attendance import page as attendance_page
from ..tables import HubAttendanceTable, MarkTable
from .frame import framed, known_to, or_where_merged


@requires(Permission.VIEW_REFERRAL)
@require_safe
@or_where_merged
def person_attendance(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """How the person comes to sessions: by month, in a row, with reasons and by hub; `?period=` and `?month=`."""
    known = known_to(request, uuid)
    trail.shown(request, [known.person], purpose=known.purpose)
    page = attendance_page.page_of(known.person, known.releases, asked=request.GET)
    tables = {"hubs": HubAttendanceTable(page.hubs), "marks": MarkTable(page.latest).for_request(request)}
    context = framed(known, "person_attendance", page=page, **tables)
    return render(request, "journeys/person_attendance.html", context)
