"""Documents of a person: added, read as a file, and set aside. The list stands on the person's pages."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.audit.models import Operation

from .. import access, actions, scope
from ..documents.serving import as_file
from ..forms import DocumentForm, SetAsideForm
from .writing import page, typed, written


@requires(Permission.KEEP_DOCUMENTS)
@require_http_methods(["GET", "POST"])
def document_add(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """A file from a computer, or straight from the camera of a telephone."""
    person = scope.person_seen_by(request.user, uuid)
    access.insist_may_add_documents(request.user, person)
    trail.shown(request, [person], purpose="documents")
    form = DocumentForm(typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        content = given.pop("file").read()
        if written(form, lambda: actions.add_document(person, by=request.user, content=content, **given)):
            messages.success(request, "Document added")
            return redirect("person_documents", person.uuid)
    return page(request, "document_add", person, form)


@requires(Permission.KEEP_DOCUMENTS)
@require_safe
def document_open(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """The file itself, to be saved: it leaves the product, which the trail calls a disclosure."""
    document = scope.document_seen_by(request.user, uuid)
    trail.shown(request, [document], purpose="document", operation=Operation.DISCLOSURE)
    return as_file(document)


@requires(Permission.KEEP_DOCUMENTS)
@require_http_methods(["GET", "POST"])
def document_set_aside(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Off the list, with a reason; nothing is deleted. Sent twice, it is set aside once."""
    seen_by = scope.document_ever_seen_by if request.method == "POST" else scope.document_seen_by
    document = seen_by(request.user, uuid)
    access.insist_may_add_documents(request.user, document.person)
    trail.shown(request, [document], purpose="documents")
    form = SetAsideForm(typed(request))
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        if written(form, lambda: actions.set_document_aside(document, by=request.user, because=because)):
            messages.success(request, "Document set aside")
            return redirect("person_documents", document.person.uuid)
    return page(request, "document_set_aside", document.person, form, document=document)
