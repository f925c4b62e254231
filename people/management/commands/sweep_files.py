from typing import Any

from django.core.management.base import BaseCommand

from people.documents import storing


class Command(BaseCommand):
    help = (
        "Take away uploaded files that have lain for a day without a row. Safe to repeat; run it every night."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        gone = storing.sweep()
        self.stdout.write(f"{gone} file{'' if gone == 1 else 's'} without a row taken away.")
