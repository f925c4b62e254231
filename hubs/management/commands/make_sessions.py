"""`manage.py make_sessions [--weeks N]`: make the sessions that the timetables ask for in the weeks ahead."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hubs.timetable import actions, occurrences

MOST_WEEKS = 52


class Command(BaseCommand):
    help = "Make the sessions that the timetables' rules ask for in the weeks ahead; run twice it makes none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--weeks", type=int, default=occurrences.WEEKS_AHEAD, help="how many weeks ahead")

    def handle(self, *args: Any, weeks: int, **options: Any) -> None:
        if not 1 <= weeks <= MOST_WEEKS:
            raise CommandError(f"--weeks is from 1 to {MOST_WEEKS}.")
        made = actions.make_sessions(weeks=weeks)
        self.stdout.write("1 session made." if made == 1 else f"{made} sessions made.")
