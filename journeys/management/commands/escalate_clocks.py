"""`manage.py escalate_clocks`: tell teams what is overdue for too long. Every morning; nobody is told twice."""

from django.core.management.base import BaseCommand

from journeys.due import escalation


class Command(BaseCommand):
    help = "Tell the team a clock falls to once it is overdue for as long as the table of clocks allows."

    def handle(self, *args, **options) -> None:
        told = escalation.escalate()
        self.stdout.write(
            f"{told} overdue {'clock was' if told == 1 else 'clocks were'} told to their teams."
        )
