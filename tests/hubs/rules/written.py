"""Rows written past every action: what only the database can refuse."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

HOUR = datetime.timedelta(hours=1)
NEUTRAL = "This booking cannot be made. Choose another session or join the waiting list."
CHANGE = "This change cannot be made with the bookings the session has."


def tomorrow_at(hour: float) -> datetime.datetime:
    tomorrow = timezone.localtime() + datetime.timedelta(days=1)
    return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0) + hour * HOUR


def change(row, **values):
    """Straight into the row, as no action would."""
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def refused(act, *args, text=NEUTRAL, **values):
    """The database refuses with one text, and nothing of it is written."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act(*args, **values)
    assert text in str(error.value)
