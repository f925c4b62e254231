"""Sending the mails that wait, and trying again what the relay would not take.

A run claims a mail before it sends it, by one UPDATE that only one of two runs can win, and writes down at once what
became of it. A run that dies in between leaves its claim behind; when that has run out another takes the mail over, so
that at worst, between the relay's yes and our note of it, somebody is told twice and never not at all.
"""

import datetime
import uuid
from collections import Counter
from collections.abc import Collection

import structlog
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.utils import timezone

from .models import OutgoingMail

log = structlog.get_logger(__name__)

State = OutgoingMail.State
# How long to wait after the first failure, the second, ...; after as many failures and one more it is given up.
WAITS = [datetime.timedelta(minutes=minutes) for minutes in (5, 30, 2 * 60, 8 * 60, 24 * 60)]
CLAIM_HOLDS = datetime.timedelta(minutes=15)
BATCH = 20  # sent well within the time a claim holds, even by a relay that lets every mail time out


def send_waiting() -> Counter[str]:
    """Send everything that is due; how many ended in which state ("queued": to be tried again)."""
    found: Counter[str] = Counter()
    while batch := list(OutgoingMail.objects.due().values_list("pk", flat=True)[:BATCH]):
        found += send(batch)
    return found


def send(pks: Collection[int]) -> Counter[str]:
    """Send those of these mails that are due and that no other run has; how many ended in which state."""
    mails = _claim(pks)
    wanted = [mail for mail in mails if mail.user is None or mail.user.is_active]
    for mail in mails:
        if mail not in wanted:
            _settle(mail, State.DROPPED)
    if wanted:
        _send_by_one_connection(wanted)
    return Counter(mail.state for mail in mails)


def _claim(pks: Collection[int]) -> list[OutgoingMail]:
    claim, now = uuid.uuid4(), timezone.now()
    OutgoingMail.objects.due().filter(pk__in=pks).order_by().update(
        claim=claim, next_try_at=now + CLAIM_HOLDS, tries=F("tries") + 1
    )
    return list(OutgoingMail.objects.filter(claim=claim).select_related("user").order_by("id"))


def _send_by_one_connection(mails: list[OutgoingMail]) -> None:
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        for mail in mails:
            _failed(mail, error)
        return
    try:
        for mail in mails:
            _send_one(mail, connection)
    finally:
        connection.close()


def _send_one(mail: OutgoingMail, connection) -> None:
    message = EmailMessage(mail.subject, mail.text, to=[mail.sends_to], connection=connection)
    try:
        message.send()
    except Exception as error:  # whatever is wrong with one mail, the others go out
        _failed(mail, error)
    else:
        _settle(mail, State.SENT)


def _failed(mail: OutgoingMail, error: Exception) -> None:
    """Put it back to be tried later, or give it up. Only the error's class is kept: its words quote the address."""
    name = type(error).__name__[:80]
    log.warning("mail_failed", kind=mail.kind, user_id=mail.user_id, tries=mail.tries, error=name)
    if mail.tries > len(WAITS):
        _settle(mail, State.FAILED, last_error=name)
    else:
        later = timezone.now() + WAITS[mail.tries - 1]
        _write(mail, state=State.QUEUED, next_try_at=later, last_error=name)


def _settle(mail: OutgoingMail, state: State, **more: str) -> None:
    _write(mail, state=state, next_try_at=None, settled_at=timezone.now(), address="", **more)


def _write(mail: OutgoingMail, **changes) -> None:
    """Only while the claim is ours: a run that took too long must not overwrite what its successor wrote."""
    claimed = OutgoingMail.objects.filter(pk=mail.pk, claim=mail.claim)
    claimed.update(claim=None, **changes)
    mail.state = changes["state"]
