from typing import Any

from django.core.management.base import BaseCommand

from pathways import actions


class Command(BaseCommand):
    help = (
        "Fill up the sample of each hub's month that is over to its least number of claims to verify. "
        "Safe to repeat; run it every night."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        drawn = actions.fill_up_draws()
        self.stdout.write(f"{drawn} claim{'' if drawn == 1 else 's'} drawn.")
