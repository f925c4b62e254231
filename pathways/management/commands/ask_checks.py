"""`manage.py ask_checks`: ask what follows from the record, whatever brought it. Every night; twice is harmless."""

from django.core.management.base import BaseCommand

from pathways.checks.asking import keep_asking_everybody


class Command(BaseCommand):
    help = "Bring the checks in step with releases, jobs, homes and treatment, however these came to be recorded."

    def handle(self, *args, **options) -> None:
        people = keep_asking_everybody()
        looked_at = "1 person" if people == 1 else f"{people} people"
        self.stdout.write(f"Checks are in step with the record: {looked_at} looked at.")
