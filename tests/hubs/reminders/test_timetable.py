"""The coming times, sent because the person asked for them."""

import pytest

from foundation.accounts.access import NotYou
from foundation.lifecycle.transitions import Refused
from hubs import actions as hubs
from hubs.models import Reminder, ReminderWish
from people.models import Consent
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.hubs.reminders.june import NUMBER, at

pytestmark = pytest.mark.django_db

TIMES = "Sam, your next times: Thu 4 June 10.00, Tue 9 June 14.30. Reply STOP to get no more of these."


@pytest.fixture
def two_times(booking, hub, person):
    return [booking, BookingFactory(session=SessionFactory(hub=hub, starts_at=at(9, 14, 30)), person=person)]


def test_whoever_does_not_work_with_the_person_sends_nothing(two_times, person, stranger):
    with pytest.raises(NotYou):
        hubs.send_timetable(person, by=stranger)
    assert not Reminder.objects.exists()


def test_nobody_is_written_to_who_wants_no_messages(two_times, person, worker):
    hubs.stop_reminders(person, by=worker)
    with pytest.raises(Refused, match="gets no messages"):
        hubs.send_timetable(person, by=worker)


def test_nobody_is_written_to_without_consent(two_times, person, worker):
    Consent.objects.filter(person=person).update(withdrawn_on="2026-06-01")
    with pytest.raises(Refused, match="gets no messages"):
        hubs.send_timetable(person, by=worker)


def test_where_nothing_is_booked_nothing_is_sent(person, worker):
    with pytest.raises(Refused, match="Nothing is booked"):
        hubs.send_timetable(person, by=worker)


def test_the_person_reads_a_first_name_and_times_and_nothing_else(two_times, person, worker, run, provider):
    hubs.send_timetable(person, by=worker)
    assert run(3, 12) == [TIMES]
    assert (provider.outbox[0].channel, provider.outbox[0].address) == ("text", NUMBER)


def test_what_moved_before_it_goes_out_is_told_as_it_is_then(two_times, person, worker, run):
    hubs.send_timetable(person, by=worker)
    hubs.cancel_booking(two_times[1], by=worker)
    assert run(3, 12) == ["Sam, your next times: Thu 4 June 10.00. Reply STOP to get no more of these."]


def test_asked_twice_at_once_one_message_goes_out(two_times, person, worker, run):
    hubs.send_timetable(person, by=worker)
    hubs.send_timetable(person, by=worker)
    assert run(3, 12) == [TIMES]


def test_asked_again_later_it_is_another_message_to_the_provider(two_times, person, worker, run, provider):
    hubs.send_timetable(person, by=worker)
    run(3, 12)
    first = provider.outbox[0].reference
    hubs.send_timetable(person, by=worker)
    assert run(3, 13) == [TIMES]
    assert provider.outbox[0].reference != first


def test_a_wish_that_ended_meanwhile_drops_it(two_times, person, worker, run):
    hubs.send_timetable(person, by=worker)
    hubs.stop_reminders(person, by=worker)
    assert run(3, 12) == []
    assert Reminder.objects.get().state == "dropped"
    assert ReminderWish.objects.get().address == ""
