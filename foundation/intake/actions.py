"""What can be done with an import file: staged, committed, discarded; or imported at once from the command line."""

import datetime
import re
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from foundation.accounts.access import ask
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.audit.models import Operation
from foundation.lifecycle import events, planner
from foundation.lifecycle.transitions import Refused, perform

from .checking import Checked, check
from .importers import CORRECTED, NEW, importer_of
from .models import ImportFile

MANY = 1000  # rows of one import, after which the database counts its rows
_UNUSUAL = re.compile(r"[^\w .()&+-]+")


class NoLongerFits(Refused):
    """The records changed since the file was checked; `.file` lists what is wrong with it now."""

    def __init__(self) -> None:
        super().__init__(
            "The records changed after this file was checked, and it no longer fits them. Nothing was imported. "
            "Look at the rows that are wrong now, put them right in the file and upload it again."
        )


def ask_whether_may_import(by: Any, what: str) -> None:
    """Raises NotYou, and LookupError for an import nobody declares."""
    ask(by, Permission.IMPORT_FILES)
    ask(by, importer_of(what).permission)


@transaction.atomic
def stage_file(
    *, by: Any, what: str, content: bytes, name: str, covers_to: datetime.date | None = None
) -> ImportFile:
    """Check an uploaded file and keep it, with what it would do and the first bad rows. Imports nothing.

    Raises LookupError for an import nobody declares, NotYou.
    """
    ask_whether_may_import(by, what)
    checked = check(importer_of(what), content, by=by)
    file = ImportFile(what=what, name=clean_name(name), uploaded_by=by, covers_to=covers_to)
    _tell(file, checked)
    file.content.save("", ContentFile(content), save=False)
    file.save()
    events.write([events.entry(file, "staged", by=by)])
    return file


def commit_file(file: ImportFile, *, by: Any) -> tuple[ImportFile, set[int], Operation]:
    """Import the file as a whole, judged again by what is known now, in one transaction.

    Returns the file, whom it was about, and what the audit trail calls it. Raises NotReady while it has bad rows,
    NoLongerFits when it has some only now, WrongState or LostRace when it was committed or discarded already, NotYou.
    """
    ask_whether_may_import(by, file.what)
    with transaction.atomic():
        perform(file, "commit", by=by)
        checked = check(importer_of(file.what), _content_of(file), by=by)
        if not checked.problems:
            _write(checked, by=by, covers_to=file.covers_to)
            ImportFile.objects.filter(pk=file.pk).update(**checked.counts)
            _delete_content(file)
            return file, set(checked.importer.people_ids()), _operation(checked)
        transaction.set_rollback(True)
    file.refresh_from_db()
    _tell(file, checked)
    file.save()
    raise NoLongerFits


@transaction.atomic
def discard_file(file: ImportFile, *, by: Any) -> ImportFile:
    """Delete the file; nothing of it was imported. Raises WrongState, LostRace, NotYou."""
    ask_whether_may_import(by, file.what)
    perform(file, "discard", by=by)
    _delete_content(file)
    return file


def import_at_once(
    what: str, content: bytes, name: str, *, covers_to: datetime.date | None = None, dry_run: bool = False
) -> Checked:
    """Check a file and, unless a row is bad or this is a dry run, import it as a whole: the command line's way.

    Raises IntegrityError when somebody changed the same records meanwhile; then nothing is imported.
    """
    with transaction.atomic():
        checked = check(importer_of(what), content)
        if dry_run or checked.problems:
            return checked
        moves_the_period = checked.importer.moves_the_period(checked.sha256, covers_to)
        _write(checked, by=None, covers_to=covers_to)
        if checked.changes_something or moves_the_period:
            file = ImportFile(what=what, name=clean_name(name), covers_to=covers_to)
            _tell(file, checked)
            file.save()
            perform(file, "commit", by=None)
            trail.write(
                user=None,
                operation=_operation(checked),
                what=f"import_{what}",
                people=checked.importer.people_ids(),
            )
    return checked


def clean_name(name: str) -> str:
    """A file's own name as it can be shown: no folder, no unusual sign, at most 120 characters."""
    last = re.split(r"[\\/]", name)[-1]
    return _UNUSUAL.sub("_", last).strip()[-120:] or "file"


def _write(checked: Checked, *, by: Any, covers_to: datetime.date | None) -> None:
    try:
        checked.importer.write(by=by, source={"file": checked.sha256}, covers_to=covers_to)
    except IntegrityError as clash:
        if by is None:
            raise
        raise Refused(
            "Somebody changed the same records at the same time. Nothing was imported. Try again."
        ) from clash
    if checked.counts[NEW] + checked.counts[CORRECTED] >= MANY:
        transaction.on_commit(planner.count_rows, robust=True)


def _tell(file: ImportFile, checked: Checked) -> None:
    file.sha256 = checked.sha256
    file.problems, file.problem_count = checked.problems.first(), len(checked.problems)
    for name, count in checked.counts.items():
        setattr(file, name, count)


def _operation(checked: Checked) -> Operation:
    """Bringing people nobody knew is collection, anything else alteration (trust: 8)."""
    return Operation.COLLECTION if checked.importer.collects_people else Operation.ALTERATION


def _content_of(file: ImportFile) -> bytes:
    with file.content.open("rb") as content:
        return content.read()


def _delete_content(file: ImportFile) -> None:
    storage, name = file.content.storage, str(file.content.name)
    ImportFile.objects.filter(pk=file.pk).update(content="")
    file.content.name = ""
    transaction.on_commit(lambda: storage.delete(name))
