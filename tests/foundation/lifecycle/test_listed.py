"""A list of rows as one parameter says the same on both engines."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.db import connection

from foundation.lifecycle.listed import Listed

pytestmark = pytest.mark.django_db
KEY = uuid.UUID("00000000-0000-4000-8000-00000000000a")


def read(lines, *kinds):
    said = Listed(lines, connection)
    chosen = ", ".join(said.column(place, kind) for place, kind in enumerate(kinds))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {chosen} FROM {said.sql}", [said.text])
        return cursor.fetchall()


@pytest.mark.parametrize("value", [b"bytes", object(), float("nan")])
def test_what_no_list_can_say_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        Listed([[value]], connection)


def test_numbers_texts_truths_and_nothing_are_read_as_they_were_written():
    lines = [[1, "it’s “so”, 100%s {}", True], [2**40, "", None]]
    assert [tuple(line) for line in lines] == [
        (number, text, None if truth is None else bool(truth))
        for number, text, truth in read(lines, "bigint", "varchar", "boolean")
    ]


def test_days_keys_and_amounts_are_written_as_the_database_reads_them():
    day = datetime.date(2026, 5, 8)
    ((said_day, said_key, said_amount),) = read([[day, KEY, Decimal("1.50")]], "date", "uuid", "numeric")
    assert (str(said_day), uuid.UUID(str(said_key)), Decimal(said_amount)) == (
        day.isoformat(),
        KEY,
        Decimal("1.50"),
    )


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite keeps moments as text")
def test_a_moment_keeps_its_microseconds():
    moment = datetime.datetime(2026, 5, 8, 12, 0, 0, 123456, tzinfo=datetime.UTC)
    assert read([[moment]], "timestamp with time zone") == [(moment,)]
