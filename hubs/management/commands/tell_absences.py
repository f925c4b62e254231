from typing import Any

from django.core.management.base import BaseCommand

from hubs import actions


class Command(BaseCommand):
    help = (
        "Tell those who hold a person of an absence whose mark has stood ten minutes in a register that is not "
        "submitted. Safe to repeat; run it every few minutes."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        told = actions.tell_standing_absences()
        self.stdout.write(f"{told} absence{'' if told == 1 else 's'} told.")
