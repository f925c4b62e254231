"""Where everything stands with one person today."""

import uuid as uuids
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from .. import overview
from ..tables import MarkTable, ReferralTable
from .frame import framed, known_to, or_where_merged


@requires(Permission.VIEW_PERSON)
@require_safe
@or_where_merged
def person_detail(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Where everything stands today, and what comes next."""
    known = known_to(request, uuid)
    shown = overview.overview_of(known)
    others = [match.person for match in shown["duplicates"]]
    trail.shown(request, [known.person, *others], purpose=known.purpose)
    tables: dict[str, Any] = {"referrals": ReferralTable(known.referrals)}
    if shown["attendance"]:
        tables["marks"] = MarkTable(shown["attendance"].latest)
    return render(request, "journeys/person_detail.html", framed(known, "person_detail", **shown, **tables))
