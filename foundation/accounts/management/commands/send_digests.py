"""`manage.py send_digests`: the daily mail of those who chose one. Every morning; a second run sends nothing more."""

from django.core.management.base import BaseCommand

from foundation.accounts import digests


class Command(BaseCommand):
    help = "Send each user who chose one mail a day what was told since the last."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{digests.send_digests()} daily mails written.")
