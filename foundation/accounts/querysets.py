"""Reading notices and mails: always of one user, except by those who see to it that mail gets out."""

import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from .models import User

FAILURE_IS_NEWS = datetime.timedelta(days=28)  # how long a user is reminded of a mail that never came


class NoticeQuerySet(QuerySet):
    """Notices; start from `user.notices`."""

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)


class OutgoingMailQuerySet(QuerySet):
    """Mails. What they say is for their user; administrators see that one failed, and why."""

    def held_for(self, user: "User") -> "OutgoingMailQuerySet":
        """Waiting for this user's daily mail, the oldest first."""
        return self.filter(user=user, state="held").order_by("id")

    def due(self) -> "OutgoingMailQuerySet":
        """To be sent now: never tried, waited long enough, or claimed by a run that never came back."""
        return self.filter(state="queued", next_try_at__lte=timezone.now()).order_by("next_try_at", "id")

    def failed(self) -> "OutgoingMailQuerySet":
        """Tried often enough, and given up."""
        return self.filter(state="failed")

    def troubled(self) -> "OutgoingMailQuerySet":
        """Failed at least once and not sent since: given up, or to be tried again."""
        return self.filter(state__in=["failed", "queued"], tries__gt=0).exclude(last_error="")

    def with_an_address(self) -> "OutgoingMailQuerySet":
        """Those that can still be sent: the address of somebody who is no user is forgotten when theirs is given up."""
        return self.exclude(user=None, address="")

    def worth_showing(self) -> "OutgoingMailQuerySet":
        """Without those that nobody can send any more and that are news no longer."""
        since = timezone.now() - FAILURE_IS_NEWS
        return self.exclude(user=None, address="", settled_at__lt=since)

    def failed_lately(self) -> "OutgoingMailQuerySet":
        """Given up in the last 28 days, the newest first."""
        since = timezone.now() - FAILURE_IS_NEWS
        return self.failed().filter(settled_at__gte=since).order_by("-settled_at", "-id")
