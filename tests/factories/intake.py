"""Import files, and what imports need to be there first."""

import csv
import io

import factory
from factory.django import DjangoModelFactory

from foundation.accounts.roles import Role
from foundation.intake import actions, models
from foundation.intake.checking import check
from foundation.intake.importers import importer_of

from .accounts import UserFactory
from .hubs import _InState


class ImportFileFactory(_InState):
    class Meta:
        model = models.ImportFile

    what = "people"
    name = "people.csv"
    sha256 = "0" * 64
    uploaded_by = factory.SubFactory(UserFactory, role=Role.DATA_STEWARD)


class ReferenceLoadFactory(DjangoModelFactory):
    class Meta:
        model = models.ReferenceLoad

    name = "areas"
    sha256 = "0" * 64
    rows = new = 57
    changed = gone = 0


def csv_of(header: str, *rows: str) -> bytes:
    """A file from its header and rows, both as words between spaces: `-` is an empty cell, `~` a space within one."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for line in (header, *rows):
        writer.writerow(["" if cell == "-" else cell.replace("~", " ") for cell in line.split()])
    return out.getvalue().encode()


def load(what: str, header: str, *rows: str, **more) -> tuple[int, int, int]:
    """Import as the command line does; (new, corrected, unchanged). Fails on a bad row."""
    checked = actions.import_at_once(what, csv_of(header, *rows), f"{what}.csv", **more)
    assert not checked.problems, list(checked.problems.report(what))
    return tuple(checked.counts.values())


def problems(what: str, header: str, *rows: str) -> list[str]:
    """What the command line would say of a file: one line per bad row."""
    return list(check(importer_of(what), csv_of(header, *rows)).problems.report("f"))
