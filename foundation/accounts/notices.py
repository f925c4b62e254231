"""Telling users that their work changed: once in the product, and by mail as each of them chose.

One class per message in each app's `notices.py`. Neither subject nor body of a mail carries a personal detail: only a
reference and a link (domain: Referral; trust: 10). The mails are written with the notices, in the transaction of the
action, and leave the house by `outbox` after the commit.
"""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle.each_its_own import insert_each

from . import outbox, topics
from .models import Notice, OutgoingMail, User
from .topics import How


class Message:
    """What is said, to whom, and where it leads.

    Subclasses set `kind`, `mail_subject` and `mail_text` (plain text, may use {reference}), and give `text` (the line
    in the product), `url`, and a `reference` that names nobody. `urgent` ones are mailed at once whatever a user chose;
    those with a `topic` are told as the user chose of that topic.
    """

    kind: ClassVar[str]
    mail_subject: ClassVar[str]
    mail_text: ClassVar[str]
    urgent: ClassVar[bool] = False
    topic: ClassVar[str] = ""

    def __init__(self, *, text: str, url: str, reference: str) -> None:
        self.text, self.url, self.reference = text, url, reference

    @property
    def subject(self) -> str:
        """The mail's subject, in one line."""
        return " ".join(self.mail_subject.format(reference=self.reference).split())

    def body(self, link: str) -> str:
        """The mail's text, and where to read the notice."""
        return f"{self.mail_text.format(reference=self.reference)}\n\nSign in to read it: {link}\n"


def tell(message: Message, users: Iterable[User | None], *, except_for: User | None = None) -> None:
    """Write one notice for each active user, and the mail that each wants of it."""
    tell_each([(message, users)], except_for=except_for)


@transaction.atomic(savepoint=False)
def tell_each(
    messages: Iterable[tuple[Message, Iterable[User | None]]], *, except_for: User | None = None
) -> None:
    """Tell several messages, each to its users, in two queries; mails that go at once go after the commit.

    One more query where a message has a topic of which users choose how they are told.
    """
    told = [
        (message, user)
        for message, users in messages
        for user in {
            user.pk: user for user in users if user and user.is_active and user != except_for
        }.values()
    ]
    chosen = topics.choices_of((user for _, user in told), (message.topic for message, _ in told))
    told = [(message, user) for message, user in told if chosen.get((user.pk, message.topic)) != How.NOT]
    notices = insert_each(
        [Notice(user=user, kind=message.kind, text=message.text, url=message.url) for message, user in told]
    )
    mails = insert_each(
        [
            _mail_of(message, notice, daily=chosen.get((user.pk, message.topic)) == How.DAILY)
            for (message, user), notice in zip(told, notices, strict=True)
            if message.urgent or user.told_by_mail != User.ToldByMail.NONE
        ]
    )
    at_once = [mail.pk for mail in mails if mail.state == OutgoingMail.State.QUEUED]
    if at_once:
        transaction.on_commit(partial(outbox.send, at_once), robust=True)


@transaction.atomic(savepoint=False)
def mail_to_address(address: str, *, addressee: str, kind: str, subject: str, text: str) -> None:
    """Mail somebody who is no user, after the commit; tried again and shown as every mail is.

    addressee: who that is in words that name nobody, for those who see to it that mail gets out. Subject and text carry
    no personal detail. The address is forgotten when the mail is sent or given up.
    """
    mail = OutgoingMail.objects.create(
        address=address,
        addressee=addressee,
        kind=kind,
        subject=subject[:200],
        text=text,
        next_try_at=timezone.now(),
    )
    transaction.on_commit(partial(outbox.send, [mail.pk]), robust=True)


def link_to(notice: Notice) -> str:
    """Where a mail's reader finds the notice."""
    return settings.SITE_URL + reverse("notice_detail", args=[notice.pk])


def _mail_of(message: Message, notice: Notice, *, daily: bool) -> OutgoingMail:
    """daily: what the user chose of the message's topic."""
    waits = (daily or notice.user.told_by_mail == User.ToldByMail.DAILY) and not message.urgent
    state = OutgoingMail.State.HELD if waits else OutgoingMail.State.QUEUED
    return OutgoingMail(
        user=notice.user, notice=notice, kind=message.kind, subject=message.subject[:200],
        text=message.body(link_to(notice)), state=state, next_try_at=None if waits else timezone.now(),
    )  # fmt: skip
