"""What the import pages ask of the database, in the user's scope."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from .importers import Importer, importer_of
from .models import ImportFile


def files(user: Any) -> QuerySet[ImportFile]:
    """The files of the user's organisation, latest first."""
    return ImportFile.objects.visible_to(user).with_uploader()


def file(user: Any, uuid: UUID) -> ImportFile:
    """Raises Http404 out of scope."""
    return get_object_or_404(files(user), uuid=uuid)


def importer(what: str) -> type[Importer]:
    """Raises Http404 for a kind of file that nobody imports."""
    try:
        return importer_of(what)
    except LookupError as unknown:
        raise Http404 from unknown


def imported_before(file: ImportFile) -> bool:
    """Whether exactly this file was imported earlier, by anybody."""
    return ImportFile.objects.committed_before(file.what, file.sha256).exclude(pk=file.pk).exists()
