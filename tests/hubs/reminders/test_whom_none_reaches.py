"""To whom no reminder goes, and when."""

import pytest
from django.utils import timezone

from hubs import actions as hubs
from hubs.models import Reminder, ReminderWish
from hubs.reminders.falling_due import fall_due
from hubs.reminders.providers import InMemory
from hubs.reminders.sending import send_waiting
from tests.factories.hubs import (
    BookingFactory,
    SessionFactory,
)
from tests.hubs.reminders.june import at

pytestmark = pytest.mark.django_db


# --- to whom none goes


def stop(person, **more):
    ReminderWish.objects.filter(person=person).update(stopped_on=timezone.localdate(), address="")


def withdraw(person, **more):
    person.consents.update(withdrawn_on=timezone.localdate())


def die(person, **more):
    type(person).objects.filter(pk=person.pk).update(died_on=timezone.localdate())


def cancel(person, *, booking, worker):
    hubs.cancel_booking(booking, by=worker)


def call_off(person, *, booking, worker):
    hubs.mark_not_held(booking.session, by=worker, reason="Staff absence")


NOTHING_GOES_AFTER = [stop, withdraw, die, cancel]


@pytest.mark.parametrize("after", NOTHING_GOES_AFTER)
def test_none_falls_due_after(booking, person, worker, run, after):
    after(person, booking=booking, worker=worker)
    assert run(3, 17) == []
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("after", [*NOTHING_GOES_AFTER, call_off])
def test_one_that_waits_is_dropped_after(booking, person, worker, clock, after):
    clock.move_to(at(3, 17), tick=False)
    fall_due()
    after(person, booking=booking, worker=worker)
    Reminder.objects.filter(occasion="off").delete()
    assert send_waiting(InMemory()) == {"dropped": 1}
    assert InMemory.outbox == []


def test_a_person_who_only_waits_for_a_place_is_not_reminded(hub, person, run):
    BookingFactory(session=SessionFactory(hub=hub, starts_at=at(4, 10)), person=person, state="waiting_list")
    assert run(3, 17) == []


@pytest.mark.parametrize("moment", [(3, 15, 59), (3, 21), (4, 7, 29), (4, 9, 50), (4, 10, 30)])
def test_at_other_times_none_goes(booking, run, moment):
    assert run(*moment) == []


def test_a_message_that_came_too_late_is_not_sent(booking, run, provider, clock):
    provider.fails.append(OSError("no line"))
    run(3, 20, 59)
    provider.fails.clear()
    assert run(4, 0, 10) == []
    assert Reminder.objects.get().state == "dropped"
