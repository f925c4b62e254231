"""What the import pages ask of the database, in the user's scope."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from .actions import ask_whether_may_import
from .importers import Importer, importer_of, registered
from .models import ImportFile


def files(user: Any) -> QuerySet[ImportFile]:
    """The files of the user's organisation that the user could have uploaded, latest first."""
    kinds = [each.what for each in importers(user)]
    return ImportFile.objects.visible_to(user).of_kinds(kinds).with_uploader()


def file(user: Any, uuid: UUID) -> ImportFile:
    """Raises Http404 out of scope."""
    return get_object_or_404(files(user), uuid=uuid)


def importer(user: Any, what: str) -> type[Importer]:
    """Raises Http404 for a kind of file that nobody imports, and NotYou for one that others import."""
    try:
        ask_whether_may_import(user, what)
    except LookupError as unknown:
        raise Http404 from unknown
    return importer_of(what)


def importers(user: Any) -> list[type[Importer]]:
    """What the user imports, in the order in which files are loaded."""
    return [each for each in registered() if user.may(each.permission)]


def imported_before(file: ImportFile) -> bool:
    """Whether exactly this file was imported earlier, by anybody."""
    return ImportFile.objects.committed_before(file.what, file.sha256).exclude(pk=file.pk).exists()
