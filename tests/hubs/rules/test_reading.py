"""A rule reads the few rows it is about, however many bookings one statement writes."""

import pytest
from django.db import connection

from hubs.models import Booking
from tests.factories.people import NoContactFactory, PersonFactory

pytestmark = pytest.mark.django_db
SESSIONS, EACH = 20, 10


@pytest.mark.skipif(connection.vendor != "postgresql", reason="asks PostgreSQL what it read")
@pytest.mark.parametrize("knows", [True, False], ids=["known to be empty", "not analysed"])
def test_many_bookings_at_once_do_not_read_each_other(at, knows):
    """PostgreSQL plans the rules while the table is empty. Reading all of it for each booking would be 20,000 rows."""
    _begin_anew()
    people = PersonFactory.create_batch(SESSIONS * EACH)
    for one, other in zip(people[::2], people[1::2], strict=True):
        NoContactFactory(first=one, second=other)
    sessions = [at(2 * hour) for hour in range(SESSIONS)]
    rows = [
        Booking(person=person, session=session, hub=session.hub, held_on=session.held_on)
        for place, session in enumerate(sessions)
        for person in people[place::SESSIONS]
    ]
    if knows:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE hubs_booking")
    before = _rows_read()
    Booking.versions.bulk_create(rows)
    assert _rows_read() - before < 20 * len(rows)


def _begin_anew() -> None:
    """Without the space that rows of other tests have left, by which a table that was never counted is planned for."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE hubs_booking CASCADE")


def _rows_read() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'hubs_booking'"
        )
        return cursor.fetchone()[0]
