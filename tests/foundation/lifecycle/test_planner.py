"""The database is told to count its rows, since SQLite never does by itself (decision 153)."""

import pytest
from django.core.management import call_command
from django.db import connection

from foundation.accounts.models import Organisation


@pytest.mark.django_db
def test_the_rows_are_counted():
    Organisation.objects.bulk_create(
        Organisation(name=f"Employer {number}", kind="provider") for number in range(40)
    )
    call_command("count_rows")
    asks = {
        "sqlite": "SELECT stat FROM sqlite_stat1 WHERE tbl = 'accounts_organisation'",
        "postgresql": "SELECT reltuples FROM pg_class WHERE relname = 'accounts_organisation'",
    }
    with connection.cursor() as cursor:
        cursor.execute(asks[connection.vendor])
        counted = {int(float(str(said).split()[0])) for (said,) in cursor.fetchall()}
    assert counted == {40}
