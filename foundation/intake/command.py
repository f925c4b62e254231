"""What every `manage.py import_...` command does (files: Import files)."""

import datetime
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import ClassVar, NoReturn

from django.core.management.base import BaseCommand
from django.db import IntegrityError
from django.utils import timezone

from . import actions
from .columns import day
from .importers import importer_of


class ImportCommand(BaseCommand):
    """Imports a file as a whole, or says on standard error what is wrong with each bad row and exits with 1."""

    what: ClassVar[str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="CSV in UTF-8, ODS or XLSX")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        if importer_of(self.what).covers_a_period:
            parser.add_argument(
                "--covers-to",
                help="the file is complete for disposals up to this day (default: today)",
            )

    def handle(
        self, *args, file: str, dry_run: bool, covers_to: str | datetime.date | None = None, **options
    ) -> None:
        reach = self._reach(file, covers_to)
        try:
            content = Path(file).read_bytes()
        except OSError as wrong:
            self._stop([f"{file}:1 file: cannot be read: {wrong.strerror}"])
        try:
            checked = actions.import_at_once(
                self.what, content, Path(file).name, covers_to=reach, dry_run=dry_run
            )
        except IntegrityError:
            self._stop(
                [f"{file}:1 file: somebody changed the same records at the same time; import it again"]
            )
        if checked.problems:
            self._stop(checked.problems.report(file))
        counts = ", ".join(f"{count} {name}" for name, count in checked.counts.items())
        self.stdout.write(f"Dry run, nothing imported: {counts}" if dry_run else counts)

    def _reach(self, file: str, covers_to: str | datetime.date | None) -> datetime.date | None:
        """The day named by `--covers-to`, as text on the command line; stops where it cannot be one."""
        try:
            reach = day(covers_to) if isinstance(covers_to, str) else covers_to
        except ValueError as wrong:
            self._stop([f"{file}:1 file: --covers-to {wrong}"])
        if reach and reach > timezone.localdate():
            self._stop([f"{file}:1 file: cannot be complete to {reach}, which is in the future"])
        return reach

    def _stop(self, lines) -> NoReturn:
        for line in lines:
            self.stderr.write(line)
        sys.exit(1)
