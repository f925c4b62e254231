"""The page of one person, to which every name leads, the timeline, and the list of due work."""

import uuid as uuids
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from people.access import may_add_documents
from people.scope import documents_of, kept_in_place_of

from . import attendance_page, due_pages, overview, timeline
from .about import About, about, person_seen_by
from .forms import TimelineFilter
from .tables import HubAttendanceTable, MarkTable, ReferralTable


def _or_where_merged(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The address of a record that was merged leads to the one that was kept, for those who may see it."""

    @wraps(view)
    def found(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
        try:
            return view(request, uuid)
        except Http404:
            kept = kept_in_place_of(request.user, uuid)
            if kept is None:
                raise
            return redirect(view.__name__, kept.uuid)

    return found


@requires(Permission.VIEW_PERSON)
@require_safe
@_or_where_merged
def person_detail(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Where everything stands today, and what comes next."""
    known = _known(request, uuid)
    shown = overview.overview_of(known)
    others = [match.person for match in shown["duplicates"]]
    trail.shown(request, [known.person, *others], purpose=known.purpose)
    tables: dict[str, Any] = {"referrals": ReferralTable(known.referrals)}
    if shown["attendance"]:
        tables["marks"] = MarkTable(shown["attendance"].latest)
    return render(request, "journeys/person_detail.html", _head(known, "person_detail") | shown | tables)


@requires(Permission.VIEW_PERSON)
@require_safe
@_or_where_merged
def person_timeline(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Everything that happened, by the day on which it took effect; `?kind=` narrows it."""
    known = _known(request, uuid)
    form = TimelineFilter(request.GET, kinds=timeline.kinds_open_to(known.user))
    page = timeline.page_of(known.person, known.user, number=request.GET.get("page", 1), kinds=form.chosen)
    trail.shown(request, [known.person], purpose=known.purpose)
    context = _head(known, "person_timeline") | {"filter_form": form, "page": page}
    return render(request, "journeys/person_timeline.html", context)


@requires(Permission.VIEW_REFERRAL)
@require_safe
@_or_where_merged
def person_attendance(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """How the person comes to sessions: by month, in a row, with reasons and by hub; `?period=` and `?month=`."""
    known = _known(request, uuid)
    trail.shown(request, [known.person], purpose=known.purpose)
    page = attendance_page.page_of(known.person, known.releases, asked=request.GET)
    tables = {"hubs": HubAttendanceTable(page.hubs), "marks": MarkTable(page.latest).for_request(request)}
    return render(
        request,
        "journeys/person_attendance.html",
        _head(known, "person_attendance") | {"page": page} | tables,
    )


@require_safe
def due_list(request: SignedInRequest) -> HttpResponse:
    """Every clock that falls to this user or their teams; `?when=`, `?whose=` and `?clock=` narrow it."""
    return render(request, "journeys/due_list.html", due_pages.listing(request))


@requires(Permission.KEEP_DOCUMENTS)
@require_safe
@_or_where_merged
def person_documents(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Letters, contracts and other papers, each opened as a file of its own."""
    known = _known(request, uuid)
    trail.shown(request, [known.person], purpose=known.purpose)
    context = {
        "documents": documents_of(known.user, known.person),
        "may_add": may_add_documents(known.user, known.person),
    }
    return render(request, "journeys/person_documents.html", _head(known, "person_documents") | context)


def _known(request: SignedInRequest, uuid: uuids.UUID) -> About:
    """Raises Http404 out of scope."""
    user: Any = request.user  # signed in, or the page was not reached
    return about(person_seen_by(user, uuid), user)


def _head(known: About, current: str) -> dict[str, Any]:
    """The identity bar and the tabs over each page of the person."""
    names = [("person_detail", "Overview"), ("person_timeline", "Timeline")]
    if known.user.may(Permission.VIEW_REFERRAL):
        names.append(("person_attendance", "Attendance"))
    if known.user.may(Permission.KEEP_DOCUMENTS):
        names.append(("person_documents", "Documents"))
    return {
        "known": known,
        "person": known.person,
        "tabs": [
            {"label": label, "url": reverse(name, args=[known.person.uuid]), "current": name == current}
            for name, label in names
        ],
    }
