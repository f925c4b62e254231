"""Counting again what changed or is of another day, so that readers seldom wait for it (issue: Rollups)."""

from typing import Any

from django.core.management.base import BaseCommand

from outcomes.rollup import auditing


class Command(BaseCommand):
    """For the scheduler; two at once count the same twice and keep it once."""

    help = "Bring the kept counts of reports up to today."

    def handle(self, *args: Any, **options: Any) -> None:
        kept = auditing.refresh()
        self.stdout.write(f"{kept} quarter{'' if kept == 1 else 's'} of an indicator kept.")
