"""Everything that happened to one person: on the screen, and on paper."""

import uuid as uuids

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.audit.models import Operation

from .. import overview, timeline
from ..forms import TimelineFilter
from .frame import framed, known_to, or_where_merged

PRINTED = "printed"


@requires(Permission.VIEW_PERSON)
@require_safe
@or_where_merged
def person_timeline(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Everything that happened, by the day on which it took effect; the address narrows it, or asks for a day."""
    known = known_to(request, uuid)
    form = TimelineFilter(request.GET, kinds=timeline.kinds_open_to(known.user))
    page = timeline.page_of(known.person, known.user, number=request.GET.get("page", 1), **form.wanted)
    trail.shown(request, [known.person], purpose=known.purpose)
    context = framed(known, "person_timeline", filter_form=form, page=page)
    return render(request, "journeys/person_timeline.html", context)


@requires(Permission.VIEW_PERSON)
@require_safe
@or_where_merged
def person_print(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Who it is, what comes next and the whole timeline, for paper; the trail says that it was printed."""
    known = known_to(request, uuid)
    form = TimelineFilter(request.GET, kinds=timeline.kinds_open_to(known.user))
    page = timeline.page_of(known.person, known.user, number=1, size=timeline.MOST_PRINTED, **form.wanted)
    trail.shown(
        request, [known.person], purpose=f"{PRINTED}, {known.purpose}", operation=Operation.DISCLOSURE
    )
    context = framed(known, "", filter_form=form, page=page, **overview.overview_of(known, entries=0))
    return render(request, "journeys/person_print.html", context)
