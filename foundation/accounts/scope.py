"""The notices and mails a page shows."""

from collections.abc import Sequence

from django.db.models import Count, Q, Window
from django.http import Http404

from foundation.design.paging import CountFreePage, CountFreePaginator

from .models import Notice, OutgoingMail, User
from .querysets import OutgoingMailQuerySet

NOTICES_PER_PAGE = 20


def notices_of(user: User, *, unread: bool, page: object) -> CountFreePage:
    """The user's notices, the newest first."""
    notices = user.notices.all()
    return CountFreePaginator(notices.unread() if unread else notices, NOTICES_PER_PAGE).page(page)


def newest_notices(user: User, *, limit: int) -> Sequence[Notice]:
    """The newest, read or not. They bring the number of unread ones, so that the header need not ask for it."""
    unread = Window(Count("pk", filter=Q(read_at=None)))
    notices = list(user.notices.annotate(unread=unread)[:limit])
    user.new_notices = notices[0].unread if notices else 0
    return notices


def failure_told_to(user: User) -> OutgoingMail | None:
    """The latest mail to this user that was given up, while that is news."""
    return OutgoingMail.objects.failed_lately().filter(user=user).first()


def troubled_mails() -> OutgoingMailQuerySet:
    """The mails that the relay would not take, the newest first. For administrators."""
    return OutgoingMail.objects.troubled().worth_showing().select_related("user")


def troubled_mail(pk: int) -> OutgoingMail:
    """One of them that can be sent again; Http404 for any other mail."""
    mail = troubled_mails().with_an_address().filter(pk=pk).first()
    if mail is None:
        raise Http404
    return mail
