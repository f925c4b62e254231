import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hubs import actions


class Command(BaseCommand):
    help = "Forget the keys under which browsers sent marks, after 30 days. The marks stay. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--after", type=int, default=actions.KEPT_FOR.days, metavar="DAYS")

    def handle(self, *args: Any, after: int, **options: Any) -> None:
        gone = actions.purge_sent_marks(after=datetime.timedelta(days=after))
        self.stdout.write(f"{gone} key{'' if gone == 1 else 's'} forgotten.")
