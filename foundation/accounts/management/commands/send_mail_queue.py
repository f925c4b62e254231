"""`manage.py send_mail_queue`: send the mails that wait. Every five minutes; two runs at once do no harm."""

from django.core.management.base import BaseCommand

from foundation.accounts import outbox
from foundation.accounts.models import OutgoingMail

State = OutgoingMail.State


class Command(BaseCommand):
    help = "Send the mails that are due; what the relay refuses is tried again later, and given up after six tries."

    def handle(self, *args, **options) -> None:
        found = outbox.send_waiting()
        self.stdout.write(
            f"{found[State.SENT]} sent, {found[State.QUEUED]} to be tried again, {found[State.FAILED]} given up, "
            f"{found[State.DROPPED]} no longer needed."
        )
