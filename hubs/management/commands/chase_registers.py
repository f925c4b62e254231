from typing import Any

from django.core.management.base import BaseCommand

from hubs import actions


class Command(BaseCommand):
    help = "Ask leads, and after two days managers, where registers are that nobody submitted. Once a day for each."

    def handle(self, *args: Any, **options: Any) -> None:
        chased = actions.chase_registers()
        self.stdout.write(f"{chased} register{'' if chased == 1 else 's'} chased.")
