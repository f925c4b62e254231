"""Ending offers that nobody answered, and offering their places to the next (domain: Booking)."""

from typing import Any

from django.core.management.base import BaseCommand

from hubs import actions


class Command(BaseCommand):
    """For the scheduler, every quarter of an hour; a second run at once ends nothing."""

    help = "End the offers that stood for 48 hours or whose session has begun, and offer their places to the next."

    def handle(self, *args: Any, **options: Any) -> None:
        ended = actions.expire_offers()
        self.stdout.write(f"{ended} offer{'' if ended == 1 else 's'} ended.")
