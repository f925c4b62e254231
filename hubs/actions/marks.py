"""Marks that a browser sends one by one, each under a key of its own, so that a lost answer does no harm.

The key, the mark and its event stand in one transaction: a key that is known was written, and one that was refused is
not known. (trust: 15; interface: Rules 5)
"""

import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foundation.lifecycle.transitions import Refused

from ..models import Booking, QueueOwner, SentMark, Session
from ..register.entries import MarksRefused
from ..register.sent import SentEntry, answer_of
from .register import former_of, lock_register, rows_of, save_rows

KEPT_FOR = datetime.timedelta(days=30)  # longer than any browser keeps a mark that it could not send


class KeyReused(Refused):
    """The same key came with another mark."""

    def __init__(self) -> None:
        super().__init__(
            "This key was used for another mark. Nothing is saved; the mark is to be sent again."
        )


class NoLongerThere(Refused):
    """The booking is no row of this register any more; the text says what became of it."""


def queue_owner(user) -> UUID:
    """The name under which a browser keeps this user's marks; made when it is first asked for."""
    return QueueOwner.objects.get_or_create(user=user)[0].key


def send_mark(session: Session, sent: SentEntry, *, by) -> dict[str, Any]:
    """Save what a browser says of one person, once for each key; gives the answer, the same for the same key.

    Raises KeyReused, NoLongerThere, MarksClash (somebody else said something else meanwhile), MarksRefused, and as
    `save_register`; after any of these the key is free, so that a repeat sees the row as it is then.
    """
    with transaction.atomic():
        standing, is_new = SentMark.objects.get_or_create(
            user=by, key=sent.key, defaults={"digest": sent.digest}
        )
        if standing.digest != sent.digest:
            raise KeyReused
        if not is_new:  # a repeat, or one that waited here for its twin to commit
            return standing.answer
        answer, refused = _save(session, sent, by)
        if refused:
            standing.delete()
        else:
            standing.answer = answer
            standing.save(update_fields=["answer"])
    if refused:  # raised outside the transaction, which would undo a concern that is kept
        raise refused
    return answer


def purge_sent_marks(*, after: datetime.timedelta = KEPT_FOR) -> int:
    """Forget the keys and answers of marks sent longer ago; how many. The marks stay."""
    return SentMark.objects.filter(sent_at__lt=timezone.now() - after).delete()[0]


def _save(session: Session, sent: SentEntry, by) -> tuple[dict[str, Any], MarksRefused | None]:
    """The answer, and what stands against the mark."""
    session = lock_register(session, by)
    rows = rows_of(session, by, [sent.booking])
    if not rows:
        raise NoLongerThere(_fate(session, sent.booking, by))
    (row,) = rows
    stale = row.version != sent.seen
    former = former_of(rows, {row.uuid: sent}).get((row.pk, sent.seen)) if stale else None
    _, refused = save_rows(session, rows, {row.uuid: sent.over(row, former)}, by=by, reason=sent.reason)
    return answer_of(row), refused


def _fate(session: Session, uuid: UUID, by) -> str:
    """What became of a row that is gone, as far as `by` may know it."""
    gone = Booking.objects.visible_to(by).filter(session=session, uuid=uuid).select_related("person").first()
    if gone is not None:
        return f"{gone.person} cannot be marked here: {gone.get_state_display().lower()}."
    return "This row is not on the register any more. Open the register to see who is."
