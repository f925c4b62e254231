"""Telling those who hold a person that they did not come: when the register is submitted or the mark has stood a while.

A finger slips, and arrow keys write each mark they pass: what is put right within ten minutes is never told.
(domain: Register)
"""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .. import notices
from ..models import Booking, Session, ToldAbsence
from ..querysets import BookingQuerySet
from ..states import Mark, SessionState
from .runs import settle_runs_of

STANDS = datetime.timedelta(minutes=10)


class NotComing(NamedTuple):
    """Those of a register who are not marked as coming, each with their person's uuid."""

    absent: list[Booking]
    unmarked: list[Booking]
    not_told: list[Booking]  # those absent of whom nobody was told yet


def not_coming(session: Session) -> NotComing:
    """As the register stands, those whom its taker does not see too; one query."""
    told = Exists(ToldAbsence.objects.filter(booking=OuterRef("pk")))
    rows = _briefly(Booking.objects.booked().filter(session=session, mark__in=("", Mark.DID_NOT_ATTEND)))
    found = list(rows.annotate(is_told=told))
    absent = [row for row in found if row.mark]
    return NotComing(
        absent, [row for row in found if not row.mark], [row for row in absent if not row.is_told]
    )


def tell_absences(session: Session, absent: Sequence[Booking], *, by) -> int:
    """Tell these absences of the register, of which nobody was told yet; gives how many.

    The session's row is locked by the caller, so that nobody is told twice.
    """
    if absent:
        ToldAbsence.objects.bulk_create(ToldAbsence(booking=row) for row in absent)
        notices.tell_absences(session, absent, by=by)
    return len(absent)


def take_absences_back(session: Session, *, by) -> None:
    """Tell those who were told of an absence that is none any more. The session's row is locked by the caller."""
    told = ToldAbsence.objects.filter(booking__session=session).exclude(booking__mark=Mark.DID_NOT_ATTEND)
    rows = [each.booking for each in told.select_related("booking__person")]
    if rows:
        ToldAbsence.objects.filter(booking__in=rows).delete()
        notices.tell_absences_taken_back(session, rows, by=by)


def tell_standing_absences() -> int:
    """Tell the absences of registers not yet submitted whose mark has stood ten minutes; gives how many."""
    last = timezone.now() - STANDS
    standing = _not_told().filter(marked_at__lte=last, session=OuterRef("pk"))
    running = Session.objects.filter(Exists(standing), state=SessionState.OPEN)
    return sum(_tell_standing(pk, last) for pk in running.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _tell_standing(pk: int, last: datetime.datetime) -> int:
    session = (
        Session.objects.select_for_update(of=("self",), no_key=True)
        .select_related("hub", "category")
        .get(pk=pk)
    )
    if session.state != SessionState.OPEN:
        return 0
    standing = _briefly(_not_told().filter(session=session, marked_at__lte=last))
    told = tell_absences(session, list(standing), by=None)
    settle_runs_of(session)
    return told


def _not_told() -> BookingQuerySet:
    told = ToldAbsence.objects.filter(booking=OuterRef("pk"))
    return Booking.objects.booked().filter(~Exists(told), mark=Mark.DID_NOT_ATTEND)


def _briefly(rows: BookingQuerySet) -> BookingQuerySet:
    """With no more than what is told of them."""
    return rows.select_related("person").only("session", "mark", "person__uuid").order_by("pk")
