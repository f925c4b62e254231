"""Contacts and notes of one person, and safeguarding concerns."""

import uuid as uuids

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail

from .. import contacts
from .frame import framed, known_to, or_where_merged


@requires(Permission.KEEP_CONTACTS)
@require_safe
@or_where_merged
def person_contacts(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """What was written about the person, the latest first; `?only=` narrows it to contacts or to notes."""
    known = known_to(request, uuid)
    trail.shown(request, [known.person], purpose=known.purpose)
    page = contacts.page_of(known, only=request.GET.get("only", ""), number=request.GET.get("page", 1))
    return render(request, "journeys/person_contacts.html", framed(known, "person_contacts", **page))
