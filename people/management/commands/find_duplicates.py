import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from people.merging import duplicates


class Command(BaseCommand):
    help = "Look for records that may be of one person, for a data steward to judge. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--changed-in", type=int, metavar="DAYS", help="only records added or corrected in so many days"
        )

    def handle(self, *args: Any, changed_in: int | None, **options: Any) -> None:
        since = timezone.now() - datetime.timedelta(days=changed_in) if changed_in is not None else None
        found = duplicates.look_for(changed_since=since)
        self.stdout.write(f"{len(found)} new pair{'' if len(found) == 1 else 's'} to judge.")
