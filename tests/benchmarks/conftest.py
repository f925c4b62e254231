"""A nation small enough for tests."""

import datetime

import pytest
from django.core.management import call_command

from benchmarks.national import gather_nation

UNTIL = datetime.date(2026, 6, 30)
PEOPLE = 300


@pytest.fixture
def _lists(db):
    call_command("load_reference", verbosity=0)


@pytest.fixture
def nation(_lists):
    return gather_nation(PEOPLE, seed=1, until=UNTIL)
