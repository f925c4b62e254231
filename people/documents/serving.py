"""A document as it leaves: to be saved, never shown by the browser within our pages (trust: 18)."""

from typing import TYPE_CHECKING

from django.http import HttpResponse

from .storing import content_of

if TYPE_CHECKING:
    from ..models import Document


def as_file(document: "Document") -> HttpResponse:
    """The file as an attachment, of the type that its content was found to be. The caller has asked who may."""
    response = HttpResponse(content_of(document), content_type=document.content_type)
    response["Content-Disposition"] = f'attachment; filename="{document.file_name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
