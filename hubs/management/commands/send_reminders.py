from typing import Any

from django.core.management.base import BaseCommand

from hubs import actions
from hubs.reminders.falling_due import fall_due
from hubs.reminders.providers import provider
from hubs.reminders.sending import send_waiting


class Command(BaseCommand):
    help = (
        "Remind people who want it of their sessions: the day before from 16:00 and in the morning from 7:30, London "
        "time; and end the reminders of whoever answered STOP. Safe to repeat; run it every five minutes."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        carrier = provider()
        if carrier is None:
            self.stdout.write("Nobody carries reminders yet: set THROUGHGATE_REMINDERS.")
            return
        stopped = actions.stop_numbers(carrier.stopped())
        fall_due()
        found = send_waiting(carrier)
        said = ", ".join(f"{found[state]} {state}" for state in ("sent", "queued", "failed", "dropped"))
        self.stdout.write(f"{said}; {stopped} stopped.")
