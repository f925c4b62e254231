"""Closing enquiries that nobody answered (domain: Sources of referral)."""

from typing import Any

from django.core.management.base import BaseCommand

from referrals.actions import enquiring as enquiries


class Command(BaseCommand):
    """For the scheduler, once a day; a second run at once closes nothing."""

    help = "Close the enquiries that no hub worker answered within 28 days."

    def handle(self, *args: Any, **options: Any) -> None:
        closed = enquiries.expire_due()
        self.stdout.write(f"{closed} enquir{'y' if closed == 1 else 'ies'} expired.")
