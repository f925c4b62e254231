"""Telling those who hold a person that they did not come: when the register is submitted or the mark has stood a while.

A finger slips, and arrow keys write each mark they pass: what is put right within ten minutes is never told.
(domain: Register)
"""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from foundation.lifecycle.each_its_own import insert_each

from .. import notices
from ..models import Booking, Session, ToldAbsence
from ..querysets import BookingQuerySet
from ..register.standing import Absent
from ..states import Mark, SessionState
from .runs import settle_runs_of

STANDS = datetime.timedelta(minutes=10)


def tell_absences(session: Session, absent: Sequence[Absent], *, by) -> int:
    """Tell these absences of the register, of which nobody was told yet; gives how many.

    The session's row is locked by the caller, so that nobody is told twice.
    """
    if absent:
        insert_each([ToldAbsence(booking_id=row.booking) for row in absent])
        notices.tell_absences(session, [(row.person, row.person_uuid) for row in absent], by=by)
    return len(absent)


def take_absences_back(session: Session, *, by) -> None:
    """Tell those who were told of an absence that is none any more. The session's row is locked by the caller."""
    told = ToldAbsence.objects.filter(booking__session=session).exclude(booking__mark=Mark.DID_NOT_ATTEND)
    rows = [each.booking for each in told.select_related("booking__person")]
    if rows:
        ToldAbsence.objects.filter(booking__in=rows).delete()
        notices.tell_absences_taken_back(session, [(row.person_id, row.person.uuid) for row in rows], by=by)


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
    standing = _not_told().filter(session=session, marked_at__lte=last).order_by("pk")
    rows = standing.values_list("pk", "person_id", "person__uuid", "mark")
    absent = [Absent(booking, person, uuid, mark, is_told=False) for booking, person, uuid, mark in rows]
    told = tell_absences(session, absent, by=None)
    settle_runs_of(session)
    return told


def _not_told() -> BookingQuerySet:
    told = ToldAbsence.objects.filter(booking=OuterRef("pk"))
    return Booking.objects.booked().filter(~Exists(told), mark=Mark.DID_NOT_ATTEND)
