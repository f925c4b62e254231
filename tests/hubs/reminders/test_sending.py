"""What reminders say, that each goes once, and who carries them."""

import datetime
import uuid

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from hubs import actions as hubs
from hubs.models import Reminder
from hubs.reminders.falling_due import fall_due
from hubs.reminders.providers import Console, MailOnly, Undeliverable
from hubs.timetable.single import change_session
from tests.factories.hubs import (
    BookingFactory,
    ReminderFactory,
    SessionFactory,
)
from tests.hubs.reminders.june import CANARY, LONDON, NUMBER, TODAY, TOMORROW, at, changed

pytestmark = pytest.mark.django_db


# --- what goes, and once


def test_the_day_before_and_in_the_morning_each_once(booking, run):
    assert (run(3, 16), run(3, 16), run(3, 20)) == ([TOMORROW], [], [])
    assert (run(4, 7, 30), run(4, 9)) == ([TODAY], [])
    assert Reminder.objects.filter(state="sent").count() == 2


def test_only_a_first_name_and_a_time_are_said(booking, hub, run, provider):
    (text,) = run(3, 16)
    (sent,) = provider.outbox
    assert (sent.channel, sent.address) == ("text", NUMBER)
    for secret in ("Quillfeather", "Alexander", "Chatham", "Choir", "probation", "hub"):
        assert secret.lower() not in text.lower()


def test_times_are_of_london_on_both_sides_of_the_clock_change(hub, person, run, clock):
    """Spring 2027: on 28 March London is an hour ahead of the day before."""
    starts_at = datetime.datetime(2027, 3, 28, 9, 30, tzinfo=LONDON)
    BookingFactory(session=SessionFactory(hub=hub, starts_at=starts_at), person=person)
    clock.move_to(datetime.datetime(2027, 3, 27, 16, 5, tzinfo=datetime.UTC), tick=False)
    assert run() == [TOMORROW.replace("10.00", "9.30")]
    clock.move_to(datetime.datetime(2027, 3, 28, 6, 35, tzinfo=datetime.UTC), tick=False)
    assert run() == [TODAY.replace("10.00", "9.30")]


def test_a_failure_is_tried_again_and_then_given_up(booking, run, provider, clock):
    provider.fails.append(OSError(f"{NUMBER} did not answer"))
    run(3, 16)
    for minutes in (5, 15, 60):
        clock.shift(datetime.timedelta(minutes=minutes))
        run()
    reminder = Reminder.objects.get()
    assert (reminder.state, reminder.tries, reminder.last_error) == ("failed", 4, "OSError")
    provider.fails.clear()
    assert run(3, 19) == []


def test_what_will_never_arrive_is_given_up_at_once(booking, run, provider):
    provider.fails.append(Undeliverable("no such number"))
    run(3, 16)
    assert (Reminder.objects.get().state, Reminder.objects.get().tries) == ("failed", 1)


def test_a_claim_of_a_run_that_never_came_back_is_taken_over(booking, clock, run):
    clock.move_to(at(3, 16), tick=False)
    fall_due()
    Reminder.objects.update(next_try_at=at(3, 16, 15), tries=1)
    assert run(3, 16, 10) == []
    assert run(3, 16, 16) == [TOMORROW]


def test_no_second_row_of_one_occasion():
    first = ReminderFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderFactory(booking=first.booking)


def test_who_answers_stop_gets_no_more(booking, run, provider, person):
    provider.numbers_stopped.extend(["+44 7700 900456", "07700900999", "nonsense"])
    assert run(3, 16) == []
    wish = person.reminder_wishes.get()
    assert (wish.address, wish.stopped_because) == ("", "The person answered STOP")


def test_a_session_that_moves_is_told_with_its_new_time(booking, worker, run):
    session = booking.session
    new = changed(session, starts_at=at(5, 14, 30), ends_at=at(5, 15, 30))
    change_session(session, new, by=worker, seen=session.version, reason="Room is taken")
    assert run() == ["Sam, see you on Friday 5 June at 14.30. Reply STOP to get no more of these."]
    assert run(3, 17) == []
    assert run(4, 17) == [TOMORROW.replace("10.00", "14.30")]


def test_a_session_that_is_off_is_told_and_again_when_it_is_on(booking, worker, run):
    hubs.mark_not_held(booking.session, by=worker, reason="Staff absence")
    off = "Sam, Thursday 4 June at 10.00 is off. Reply STOP to get no more of these."
    assert run() == [off]
    booking.session.refresh_from_db()
    hubs.hold_after_all(booking.session, by=worker)
    assert run() == ["Sam, see you on Thursday 4 June at 10.00. Reply STOP to get no more of these."]
    booking.session.refresh_from_db()
    hubs.mark_not_held(booking.session, by=worker, reason="Staff absence")
    assert run() == [off]


@pytest.fixture
def other(hub):
    """Another session, on Friday at 14.30."""
    return SessionFactory(hub=hub, starts_at=at(5, 14, 30), capacity=5)


def test_who_knew_of_no_time_is_told_nothing_when_they_are_moved(booking, other, worker, run):
    hubs.move_booking(booking, other, by=worker)
    assert run() == []
    assert run(4, 17) == [TOMORROW.replace("10.00", "14.30")]


def test_who_was_reminded_and_is_moved_to_another_session_is_told_of_its_time_once(
    booking, other, worker, run
):
    assert run(3, 16) == [TOMORROW]
    for _ in range(2):
        hubs.move_booking(booking, other, by=worker)
    assert run(3, 17) == ["Sam, see you on Friday 5 June at 14.30. Reply STOP to get no more of these."]
    assert run(3, 18) == []
    assert run(4, 8) == []


def test_who_is_moved_while_their_reminder_goes_out_is_told_too(booking, other, worker, run, clock):
    clock.move_to(at(3, 16), tick=False)
    fall_due()
    Reminder.objects.update(claim=uuid.uuid4(), next_try_at=at(3, 16, 15))
    hubs.move_booking(booking, other, by=worker)
    assert run(3, 17) == ["Sam, see you on Friday 5 June at 14.30. Reply STOP to get no more of these."]


def test_of_a_session_that_has_begun_nobody_is_told(hub, person, worker, run):
    session = SessionFactory(hub=hub, starts_at=at(3, 11))
    BookingFactory(session=session, person=person)
    hubs.mark_not_held(session, by=worker, reason="Staff absence")
    assert run() == []


# --- who carries them


def test_the_console_prints_no_address(capsys):
    Console().send(channel="text", address=NUMBER, text="Sam, see you", reference=ReminderFactory().uuid)
    out = capsys.readouterr().out
    assert "see you" in out
    assert NUMBER not in out


def test_by_mail_only_a_text_is_undeliverable(mailoutbox):
    with pytest.raises(Undeliverable):
        MailOnly().send(channel="text", address=NUMBER, text="Sam", reference=ReminderFactory().uuid)
    MailOnly().send(channel="email", address=CANARY, text="Sam, see you", reference=ReminderFactory().uuid)
    assert [(mail.to, mail.subject, mail.body) for mail in mailoutbox] == [
        ([CANARY], "Reminder", "Sam, see you")
    ]


def test_with_nobody_to_carry_them_nothing_is_written(booking, settings, clock, capsys):
    settings.REMINDER_PROVIDER = ""
    clock.move_to(at(3, 16), tick=False)
    call_command("send_reminders")
    assert "set THROUGHGATE_REMINDERS" in capsys.readouterr().out
    assert not Reminder.objects.exists()
