"""Who carries reminders out of the house: the interface that an operator writes to, and the ones that are here.

A provider is a class without arguments, named by the setting REMINDER_PROVIDER, with the two methods of `Provider`.
`docs/operations/reminders.md` says how one is written and set.
"""

import sys
from collections.abc import Iterable
from typing import ClassVar, NamedTuple, Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from ..models import ReminderWish
from .wording import SUBJECT


class Undeliverable(Exception):
    """This message will never arrive, such as at a number that does not exist: it is not tried again."""


class Provider(Protocol):
    """What carries a message. Any exception but Undeliverable means that it is tried again later."""

    def send(self, *, channel: str, address: str, text: str, reference: UUID) -> None:
        """Hand the message over. The same `reference` again is the same message, to be sent no second time.

        channel: "text" or "email". Raises Undeliverable.
        """

    def stopped(self) -> Iterable[str]:
        """The mobile numbers that have answered STOP since this was last asked, such as 07700900123."""


class Console:
    """Of the demo: prints that a message would go, and its words. Nothing leaves the machine."""

    def send(self, *, channel: str, address: str, text: str, reference: UUID) -> None:
        sys.stdout.write(f"[reminder by {channel}] {text}\n")  # never the address (trust: 10)

    def stopped(self) -> Iterable[str]:
        return ()


class Sent(NamedTuple):
    """One message that InMemory was handed."""

    channel: str
    address: str
    text: str
    reference: UUID


class InMemory:
    """Of the tests: keeps what it is handed. `fails` is raised by each send; `numbers_stopped` is handed over once."""

    outbox: ClassVar[list[Sent]] = []
    fails: ClassVar[list[Exception]] = []
    numbers_stopped: ClassVar[list[str]] = []

    def send(self, *, channel: str, address: str, text: str, reference: UUID) -> None:
        if self.fails:
            raise self.fails[0]
        self.outbox.append(Sent(channel, address, text, reference))

    def stopped(self) -> Iterable[str]:
        found, self.numbers_stopped[:] = list(self.numbers_stopped), []
        return found


class MailOnly:
    """E-mail by the relay of the product; a text cannot be delivered."""

    def send(self, *, channel: str, address: str, text: str, reference: UUID) -> None:
        if channel != ReminderWish.Channel.EMAIL:
            raise Undeliverable("No provider of text messages is set.")
        EmailMessage(SUBJECT, text, to=[address], headers={"Message-ID": f"<{reference}@throughgate>"}).send()

    def stopped(self) -> Iterable[str]:
        return ()


def provider() -> Provider | None:
    """The one that is set; None where an operator has not chosen one yet."""
    return import_string(settings.REMINDER_PROVIDER)() if settings.REMINDER_PROVIDER else None
