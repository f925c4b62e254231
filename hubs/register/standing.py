"""How a register stands when its marks are written: who did not come, and whose absences in a row are to be settled.

Two statements written by hand, asked at every save: put together from querysets they took longer to compose than to
answer, and were three. Neither asks who may see whom, since what they find goes to those who hold the person and is
shown to nobody here; neither reads a clock. (speed: row 6; decision 142)
"""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db import connections

from people.models import Person

from ..models import Booking, Session, ToldAbsence, ToldRun
from ..states import CAME, HELD, BookingState, Mark, SessionState

_BOOKINGS, _SESSIONS = Booking._meta.db_table, Session._meta.db_table
_ABSENCES, _RUNS = ToldAbsence._meta.db_table, ToldRun._meta.db_table


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _is_booked(row: str) -> str:
    return f"{row}.superseded_at IS NULL AND {row}.state = '{BookingState.BOOKED}'"


_IS_TOLD = f"EXISTS (SELECT 1 FROM {_ABSENCES} told WHERE told.booking_id = booking.id)"
_NOT_COMING = f"""
    SELECT booking.id, booking.person_id, person.uuid, booking.mark, {_IS_TOLD}
    FROM {_BOOKINGS} booking JOIN {Person._meta.db_table} person ON person.id = booking.person_id
    WHERE booking.session_id = %s AND {_is_booked("booking")}
    AND booking.mark IN ('', '{Mark.DID_NOT_ATTEND}') ORDER BY booking.id"""

# A hub has many bookings and a person few: the sign keeps either engine from the index of the hub.
_ABSENT_OR_TOLD = f"""
    SELECT there.person_id FROM {_BOOKINGS} there
    WHERE there.session_id = %s AND {_is_booked("there")} AND there.mark = '{Mark.DID_NOT_ATTEND}'
    UNION
    SELECT there.person_id FROM {_BOOKINGS} there
    JOIN {_BOOKINGS} third ON third.person_id = there.person_id AND +third.hub_id = there.hub_id
    JOIN {_RUNS} run ON run.booking_id = third.id
    WHERE there.session_id = %s AND {_is_booked("there")}"""
_COUNTS = f"""
    {_is_booked("booking")} AND booking.mark NOT IN ('', '{Mark.NOT_EXPECTED}')
    AND session.state <> '{SessionState.NOT_HELD}'
    AND (booking.mark IN ({_listed(CAME)}) OR session.state IN ({_listed(HELD)}) OR {_IS_TOLD})"""
_IN_A_ROW = f"""
    SELECT booking.id, booking.person_id, booking.mark, run.id, {_COUNTS}
    FROM ({_ABSENT_OR_TOLD}) concerned
    JOIN {_BOOKINGS} booking ON booking.person_id = concerned.person_id AND +booking.hub_id = %s
    JOIN {_SESSIONS} session ON session.id = booking.session_id
    LEFT JOIN {_RUNS} run ON run.booking_id = booking.id
    WHERE run.id IS NOT NULL OR ({_COUNTS}) ORDER BY session.starts_at, booking.id"""


class Absent(NamedTuple):
    """A booking whose person did not come, or has no mark yet."""

    booking: int
    person: int
    person_uuid: UUID
    mark: str
    is_told: bool


def not_coming(session: Session) -> list[Absent]:
    """Those of the register who are not marked as coming, those whom its taker does not see too."""
    return [
        Absent(booking, person, UUID(str(uuid)), mark, bool(is_told))
        for booking, person, uuid, mark, is_told in _asked(_NOT_COMING, session.pk)
    ]


class Marked(NamedTuple):
    """One mark of a person at a hub. run: the key of the run of which it is the third, where that was told."""

    booking: int
    person: int
    mark: str
    run: int | None
    counts: bool


def in_a_row(session: Session) -> list[Marked]:
    """In the order of the sessions, the marks at the hub that count or were told of as a third absence.

    Of those in the session who did not attend and of those of whom a run was told: few of a register's people.
    Absences count once those who hold the person were told of them.
    """
    return list(map(Marked._make, _asked(_IN_A_ROW, session.pk, session.pk, session.hub_id)))


def _asked(statement: str, *keys: int) -> list[tuple]:
    with connections[Booking.versions.db].cursor() as cursor:
        cursor.execute(statement, keys)
        return cursor.fetchall()
