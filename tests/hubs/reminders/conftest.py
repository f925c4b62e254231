"""Somebody who wants reminders, with a booking for tomorrow at ten."""

import io

import pytest
from django.core.management import call_command

from hubs import actions as hubs
from hubs.reminders.providers import InMemory
from tests.factories.hubs import (
    BookingFactory,
    ReminderFactory,
    ReminderWishFactory,
    SessionFactory,
)
from tests.hubs.reminders.june import CANARY, NUMBER, at


@pytest.fixture(autouse=True)
def provider():
    """What was sent in this test."""
    for kept in (InMemory.outbox, InMemory.fails, InMemory.numbers_stopped):
        kept.clear()
    return InMemory


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(at(3, 12), tick=False)
    return time_machine


@pytest.fixture
def person(clock, someone):
    found = someone(given_names="Sam Alexander", family_name="Quillfeather")
    ReminderWishFactory(person=found, address=NUMBER)
    return found


@pytest.fixture
def booking(hub, person):
    """For tomorrow at 10."""
    session = SessionFactory(hub=hub, starts_at=at(4, 10), title="Choir", capacity=5)
    return BookingFactory(session=session, person=person)


@pytest.fixture
def run(clock):
    """Runs the command at a moment; gives the texts that went out then."""

    def ran(*moment):
        if moment:
            clock.move_to(at(*moment), tick=False)
        InMemory.outbox.clear()
        call_command("send_reminders", stdout=io.StringIO())
        return [sent.text for sent in InMemory.outbox]

    return ran


# --- the pages, and where an address is never seen


@pytest.fixture
def canary(booking, person, worker):
    """The person's address is a canary, and a reminder to it has failed."""
    hubs.want_reminders(person, by=worker, channel="email", address=CANARY)
    return ReminderFactory(
        booking=booking, state="failed", tries=4, last_error="OSError", for_starts_at=at(4, 10)
    )
