"""What was done with the record of one person, and by whom."""

import uuid as uuids

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from .. import history
from .frame import framed, known_to, or_where_merged


@requires(Permission.VIEW_PERSON)
@require_safe
@or_where_merged
def person_history(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Every change of state and every correction, the latest recorded first."""
    known = known_to(request, uuid)
    trail.shown(request, [known.person], purpose=known.purpose)
    page = history.page_of(known.person, known.user, number=request.GET.get("page", 1))
    return render(request, "journeys/person_history.html", framed(known, "person_history", page=page))
