"""How often somebody may look people up, take files away or send the public form: declared once (trust: 7).

A limit counts in windows of fixed length; requests at the same moment are each counted. Whoever is past it gets 429
with the seconds to wait, whatever they asked for, so that the answer tells nothing about who is known.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from .models import RequestCount

Who = Callable[[HttpRequest], str]


def each_user(request: HttpRequest) -> str:
    """Counts every user by themselves, wherever they are signed in."""
    return f"user-{request.user.pk}"


def each_address(request: HttpRequest) -> str:
    """Counts every network address by itself, for pages without signing in."""
    return f"address-{get_adapter().get_client_ip(request)}".replace(" ", "")


@dataclass(frozen=True)
class Limit:
    """At most so many `times` in so many `seconds`, for each of `who`. Views that name the same limit share it."""

    name: str
    times: int
    seconds: int
    who: Who = each_user

    def wait_for(self, request: HttpRequest) -> int:
        """Count this request; gives the seconds to wait, 0 while the limit is kept."""
        now = int(time.time())
        ends = now - now % self.seconds + self.seconds
        tries = _count(self.name, self.who(request), datetime.fromtimestamp(ends, UTC))
        return ends - now if tries > self.times else 0


@transaction.atomic
def _count(limit: str, who: str, ends_at: datetime) -> int:
    """How often `who` asked in the window that ends then, this time included; at once waits its turn."""
    count, is_new = RequestCount.objects.select_for_update().get_or_create(
        limit=limit, who=who, defaults={"ends_at": ends_at}
    )
    if is_new:  # nobody's address is kept longer than it counts
        ended = RequestCount.objects.select_for_update(skip_locked=True).filter(ends_at__lt=timezone.now())
        RequestCount.objects.filter(pk__in=ended.values("pk")).delete()
    if count.ends_at != ends_at:
        count.ends_at, count.times = ends_at, 0
    count.times += 1
    count.save(update_fields=["ends_at", "times"])
    return count.times


# A busy day of searching is some 60 an hour; reading whole lists by search is hundreds.
LOOKING_UP = Limit("looking_up", times=60, seconds=600)
# By exact CRN for somebody out of scope: rare in honest work.
ASKING_BY_CRN = Limit("asking_by_crn", times=10, seconds=3600)
# A file holds people, or a whole list of them: some in an hour are work, dozens are not.
TAKING_AWAY = Limit("taking_away", times=30, seconds=3600)
# A report shows nobody, and has a file for each place, period and format.
TAKING_REPORTS = Limit("taking_reports", times=200, seconds=3600)


def limited(limit: Limit, *, methods: tuple[str, ...] = ("POST",)) -> Callable:
    """Let a view run only while its limit is kept; past it 429. Only requests of these methods count."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def counted(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            wait = limit.wait_for(request) if request.method in methods else 0
            return too_often(request, wait) if wait else view(request, *args, **kwargs)

        return counted

    return decorate


def too_often(request: HttpRequest, wait: int) -> HttpResponse:
    """The 429 page, saying how long to wait (in whole minutes, rounded up)."""
    minutes = -(-wait // 60)
    answer = render(request, "429.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(wait)
    return answer
