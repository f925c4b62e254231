"""The audit of the rollup: everything is counted live and compared (issue: Rollups)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from outcomes.rollup import auditing


class Command(BaseCommand):
    """Says every cell in which the kept counts are not those that counting again gives, and fails then."""

    help = "Compare the kept counts of reports with counting again; with any difference the exit code is 1."

    def handle(self, *args: Any, **options: Any) -> None:
        number = 0
        for difference in auditing.differences():
            number += 1
            self.stdout.write(difference)
        if number:
            raise CommandError(
                f"{number} cell{'' if number == 1 else 's'} of the rollup differ from counting again. If nobody wrote "
                "meanwhile, report this as a fault; an outcome report with --live is right in any case."
            )
        self.stdout.write("Every kept count is what counting again gives.")
