"""`manage.py purge_drafts`: remove drafts that nobody edited for 28 days; say so three days before, and then."""

from django.core.management.base import BaseCommand

from referrals import actions


class Command(BaseCommand):
    help = "Remove drafts not edited for 28 days, whose writers were told three days before. Once a day."

    def handle(self, *args, **options) -> None:
        removed, announced = actions.purge_drafts(), actions.announce_removals()
        self.stdout.write(f"{removed} drafts removed, {announced} writers told of a removal to come.")
