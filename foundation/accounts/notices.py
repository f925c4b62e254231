"""Telling users that their work changed: once in the product, once by e-mail, after the commit.

One class per message in each app's `notices.py`. Neither subject nor body of a mail carries a personal detail: only a
reference and a link (domain: Referral; trust: 10).
"""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from .models import Notice, User

log = structlog.get_logger(__name__)


class Message:
    """What is said, to whom, and where it leads.

    Subclasses set `kind`, `mail_subject` and `mail_text` (plain text, may use {reference}), and give `text` (the line
    in the product, which may name the person since it is shown inside) and `url`.
    """

    kind: ClassVar[str]
    mail_subject: ClassVar[str]
    mail_text: ClassVar[str]

    def __init__(self, *, text: str, url: str, reference: str) -> None:
        self.text, self.url, self.reference = text, url, reference


def tell(message: Message, users: Iterable[User | None], *, except_for: User | None = None) -> None:
    """Write one notice for each active user and send one mail each once the transaction commits."""
    tell_each([(message, users)], except_for=except_for)


def tell_each(
    messages: Iterable[tuple[Message, Iterable[User | None]]], *, except_for: User | None = None
) -> None:
    """Tell several messages, each to its users, in one query."""
    told = [
        (message, user)
        for message, users in messages
        for user in {
            user.pk: user for user in users if user and user.is_active and user != except_for
        }.values()
    ]
    Notice.objects.bulk_create(
        Notice(user=user, kind=message.kind, text=message.text, url=message.url) for message, user in told
    )
    for message, user in told:
        transaction.on_commit(partial(_mail, message, user), robust=True)


def _mail(message: Message, user: User) -> None:
    link = settings.SITE_URL + reverse("notice_list")
    body = f"{message.mail_text.format(reference=message.reference)}\n\nSign in to read it: {link}\n"
    subject = message.mail_subject.format(reference=message.reference)
    try:
        EmailMessage(subject=subject, body=body, to=[user.email]).send()
    except OSError:
        log.warning("mail_failed", kind=message.kind, user_id=user.pk)
