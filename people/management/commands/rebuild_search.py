from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.finding import index


class Command(BaseCommand):
    """Make the index of names anew, or say whether it agrees with the people recorded."""

    help = (
        "Make the index of names anew; --check only says whether it agrees, and exits with 1 if it does not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            index.rebuild()
        if apart := index.differs():
            raise CommandError(f"{apart} names are lacking or too many in the index. Run rebuild_search.")
        self.stdout.write("The index of names agrees with the people recorded.")
