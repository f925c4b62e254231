"""The papers of one person."""

import uuid as uuids

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from people.access import may_add_documents
from people.scope import documents_of

from .frame import framed, known_to, or_where_merged


@requires(Permission.KEEP_DOCUMENTS)
@require_safe
@or_where_merged
def person_documents(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Letters, contracts and other papers, each opened as a file of its own."""
    known = known_to(request, uuid)
    trail.shown(request, [known.person], purpose=known.purpose)
    context = {
        "documents": documents_of(known.user, known.person),
        "may_add": may_add_documents(known.user, known.person),
    }
    return render(request, "journeys/person_documents.html", framed(known, "person_documents", **context))
