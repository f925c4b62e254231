"""The reasons of absence, a register that was submitted, and a browser that sends marks one by one."""

import json
import uuid

import pytest

from hubs import actions as hubs
from tests.factories.lifecycle import ReasonFactory
from tests.hubs.register.marks import entries, fresh
from tests.hubs.sent import address


@pytest.fixture
def absence_reasons(db):
    ReasonFactory(list="absence", group="unknown", reason="No contact from the person")
    ReasonFactory(
        list="absence", group="unacceptable", reason="Turned away because of behaviour", text_required=True
    )


@pytest.fixture
def recorded(session, booked, worker):
    """A submitted register of two."""
    bookings = booked(2)
    hubs.save_register(session, entries(bookings), by=worker, submit=True)
    return [fresh(booking) for booking in bookings]


@pytest.fixture
def send(as_worker, session, worker):
    """Sends one entry as the browser of the hub worker does; `to`, `browser` and `owner` may be others."""

    def post(row, /, *, to=session, browser=as_worker, owner=worker, **body):
        body = {"key": str(uuid.uuid4()), "booking": str(row.uuid), "seen": row.version} | body
        headers = {"X-Queue-Owner": str(hubs.queue_owner(owner))} if owner else {}
        return browser.post(
            address("register_mark", to), json.dumps(body), content_type="application/json", headers=headers
        )

    return post
