"""The daily mail: one list of references and links in place of many mails (domain: Referral)."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle.dates import london_midnight

from . import outbox
from .models import OutgoingMail, User
from .notices import link_to

State = OutgoingMail.State
KIND = "daily_mail"


def send_digests() -> int:
    """Send each user whose notices wait their mail of the day; how many. A second run on one day sends nothing more."""
    waiting = User.objects.filter(mails__state=State.HELD).distinct().order_by("id")
    return sum(gather(user) is not None for user in waiting)


@transaction.atomic
def gather(user: User) -> OutgoingMail | None:
    """Put what waits for the user into one mail, sent after the commit; None when there is nothing to say today.

    What the user has read meanwhile is left out, and everything when they want no mail any more.
    """
    held = list(OutgoingMail.objects.held_for(user).select_for_update(of=("self",)).select_related("notice"))
    if _told_today(user):
        return None
    wants = user.is_active and user.told_by_mail != User.ToldByMail.NONE
    unread = [mail for mail in held if wants and mail.notice and mail.notice.read_at is None]
    rest = [mail for mail in held if mail not in unread]
    _settle(rest, state=State.DROPPED)
    if not unread:
        return None
    digest = OutgoingMail.objects.create(
        user=user, kind=KIND, subject=_subject(len(unread)), text=_text(unread), next_try_at=timezone.now()
    )
    _settle(unread, state=State.GATHERED, digest=digest)
    transaction.on_commit(partial(outbox.send, [digest.pk]), robust=True)
    return digest


def _told_today(user: User) -> bool:
    today = london_midnight(timezone.localdate())
    return OutgoingMail.objects.filter(user=user, kind=KIND, written_at__gte=today).exists()


def _settle(mails: list[OutgoingMail], **changes) -> None:
    pks = [mail.pk for mail in mails]
    OutgoingMail.objects.filter(pk__in=pks).update(settled_at=timezone.now(), **changes)


def _subject(count: int) -> str:
    return f"Throughgate: {count} new {'notice' if count == 1 else 'notices'}"


def _text(mails: list[OutgoingMail]) -> str:
    lines = [f"- {mail.subject}\n  {link_to(mail.notice)}" for mail in mails if mail.notice]
    choose = settings.SITE_URL + reverse("notice_settings")
    return "\n".join(
        ["Since your last daily mail:", "", *lines, "", f"Choose how you are told: {choose}", ""]
    )
