"""Reminders: to whom none goes, what they say, that each goes once, and where an address is never seen."""

import datetime
import io
import zoneinfo

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice, OutgoingMail
from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import Refused
from hubs import actions as hubs
from hubs.models import Reminder, ReminderWish
from hubs.reminders import wording
from hubs.reminders.addresses import read_address
from hubs.reminders.falling_due import fall_due
from hubs.reminders.providers import Console, InMemory, MailOnly, Undeliverable
from hubs.reminders.sending import send_waiting
from hubs.timetable.single import Wanted, change_session
from people import actions as people
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import (
    BookingFactory,
    HubFactory,
    ReminderFactory,
    ReminderWishFactory,
    SessionFactory,
)
from tests.factories.people import CaseloadFactory, LimitedAccessFactory

pytestmark = pytest.mark.django_db
LONDON = zoneinfo.ZoneInfo("Europe/London")
NUMBER = "07700900456"
CANARY = "canary.quillfeather@example.org"


def at(day, hour, minute=0):
    return datetime.datetime(2026, 6, day, hour, minute, tzinfo=LONDON)


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


TOMORROW = "Sam, see you tomorrow at 10.00. Reply STOP to get no more of these."
TODAY = "Sam, see you today at 10.00. Reply STOP to get no more of these."


# --- who may record a wish


@pytest.mark.parametrize(
    ("channel", "typed"),
    [
        ("text", "0800 1111"),
        ("text", "+1 202 555 0100"),
        ("text", CANARY),
        ("email", NUMBER),
        ("email", "sam@"),
    ],
)
def test_what_is_no_address_is_refused(channel, typed):
    with pytest.raises(ValidationError, match="Enter"):
        read_address(channel, typed)


@pytest.mark.parametrize("typed", ["07700 900456", "+44 7700 900456", "0044 (0)7700-900456"])
def test_a_mobile_number_is_kept_as_it_is_dialled(typed):
    assert read_address("text", typed) == NUMBER


def test_without_consent_nobody_is_reminded(someone, worker):
    with pytest.raises(Refused, match="no live consent"):
        hubs.want_reminders(someone(consented=False), by=worker, channel="text", address=NUMBER)
    assert not ReminderWish.objects.exists()


def test_nobody_who_died_is_reminded(someone, worker):
    dead = someone(died_on=timezone.localdate())
    with pytest.raises(Refused, match="death"):
        hubs.want_reminders(dead, by=worker, channel="text", address=NUMBER)


def test_who_does_not_work_with_the_person_neither_records_nor_stops(person, stranger):
    for verb, more in (
        (hubs.want_reminders, {"channel": "text", "address": NUMBER}),
        (hubs.stop_reminders, {}),
    ):
        with pytest.raises(NotYou, match="Only the team that holds"):
            verb(person, by=stranger, **more)


def test_who_the_record_is_hidden_from_does_not_record(person, worker):
    LimitedAccessFactory(person=person, user=worker, kind="exclusion")
    with pytest.raises(NotYou):
        hubs.want_reminders(person, by=worker, channel="text", address=NUMBER)


def test_a_standing_wish_without_an_address_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderWishFactory(address="")


def test_a_new_address_ends_the_former_and_forgets_it(person, worker):
    wish = hubs.want_reminders(person, by=worker, channel="email", address=CANARY)
    again = hubs.want_reminders(person, by=worker, channel="email", address=CANARY)
    assert again.pk == wish.pk
    former = person.reminder_wishes.exclude(pk=wish.pk).get()
    assert (former.address, former.stopped_because) == ("", "Another address")
    assert (wish.recorded_by, wish.since) == (worker, timezone.localdate())


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


# --- a session that moves or is off


def changed(session, **changes):
    return Wanted(**{name: getattr(session, name) for name in Wanted._fields} | changes)


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


def test_of_a_session_that_has_begun_nobody_is_told(hub, person, worker, run):
    session = SessionFactory(hub=hub, starts_at=at(3, 11))
    BookingFactory(session=session, person=person)
    hubs.mark_not_held(session, by=worker, reason="Staff absence")
    assert run() == []


# --- what follows


def test_a_death_ends_the_wish_and_forgets_the_address(person):
    team = TeamFactory()
    practitioner = UserFactory(teams=[team])
    CaseloadFactory(person=person, team=team, practitioner=practitioner)
    people.record_death(person, by=practitioner, died_on=timezone.localdate(), source="Told by the family")
    wish = person.reminder_wishes.get()
    assert (wish.address, wish.stopped_because) == ("", "The person died")


def test_a_withdrawn_consent_ends_the_wish(person):
    people.withdraw_consent(person.consents.get(), by=None, withdrawn_on=timezone.localdate())
    assert person.reminder_wishes.get().stopped_because == "Consent was withdrawn"


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


# --- the pages, and where an address is never seen


@pytest.fixture
def canary(booking, person, worker):
    """The person's address is a canary, and a reminder to it has failed."""
    hubs.want_reminders(person, by=worker, channel="email", address=CANARY)
    return ReminderFactory(
        booking=booking, state="failed", tries=4, last_error="OSError", for_starts_at=at(4, 10)
    )


def test_the_address_is_on_one_page_alone(canary, as_worker, person, booking):
    own = f"/people/{person.uuid}/reminders/"
    assert CANARY in as_worker.get(own).content.decode()
    for page in (
        f"/people/{person.uuid}/", f"/people/{person.uuid}/timeline/", f"/sessions/{booking.session.uuid}/",
        "/reminders/", f"/reminders/{canary.uuid}/again/", "/sessions/", "/people/",
    ):  # fmt: skip
        answer = as_worker.get(page)
        assert answer.status_code == 200, page
        assert CANARY not in answer.content.decode(), page


def test_the_address_is_in_no_log_notice_or_trail(canary, as_worker, person, run, caplog, provider):
    provider.fails.append(OSError(CANARY))
    as_worker.get(f"/people/{person.uuid}/reminders/")
    run(3, 16)
    as_worker.post(f"/people/{person.uuid}/reminders/stop/")
    for model in (Event, AuditEvent, Notice, OutgoingMail, Reminder):
        assert CANARY not in str(list(model.objects.values())), model
    assert CANARY not in caplog.text
    told = Event.objects.filter(subject_type="hubs.reminderwish").values_list("what", flat=True)
    assert {"reminders_wanted", "reminders_stopped"} == set(told)


@pytest.mark.parametrize("role", ["data_steward", "auditor", "administrator", "commissioner"])
def test_roles_that_work_with_nobody_do_not_reach_the_address(client, canary, person, role):
    client.force_login(UserFactory(role=role))
    answer = client.get(f"/people/{person.uuid}/reminders/")
    assert answer.status_code in (403, 404)
    assert CANARY not in answer.content.decode()


def test_a_hub_without_a_place_for_the_person_does_not_read_it(client, canary, person, worker):
    person.places.update(ended_on=timezone.localdate())
    client.force_login(worker)
    answer = client.get(f"/people/{person.uuid}/reminders/")
    assert answer.status_code == 403
    assert CANARY not in answer.content.decode()


def test_the_page_keeps_what_was_typed_wrongly(as_worker, person):
    answer = as_worker.post(f"/people/{person.uuid}/reminders/", {"channel": "text", "address": "12"})
    assert "such as 07700 900123" in answer.content.decode()
    assert person.reminder_wishes.get().address == NUMBER


def test_a_refused_wish_answers_409(as_worker, person):
    person.consents.update(withdrawn_on=timezone.localdate())
    sent = {"channel": "text", "address": "07700900111"}
    assert as_worker.post(f"/people/{person.uuid}/reminders/", sent).status_code == 409


def test_a_failed_reminder_is_sent_again_by_a_worker_of_its_hub(as_worker, canary, run, client, stranger):
    assert as_worker.post(f"/reminders/{canary.uuid}/again/").url == "/reminders/"
    canary.refresh_from_db()
    assert (canary.state, canary.tries) == ("queued", 0)
    client.force_login(stranger)
    assert client.post(f"/reminders/{canary.uuid}/again/").status_code == 404


def test_one_whose_time_is_over_is_not_sent_again(as_worker, canary, clock):
    clock.move_to(at(4, 11), tick=False)
    as_worker.post(f"/reminders/{canary.uuid}/again/")
    canary.refresh_from_db()
    assert canary.state == "failed"


def test_the_list_asks_as_often_for_many_as_for_few(as_worker, canary, hub, someone, queries_of):
    def asked():
        return queries_of(as_worker.get, "/reminders/")

    few = asked()
    for _ in range(8):
        another = BookingFactory(session=SessionFactory(hub=hub, starts_at=at(4, 10)), person=someone())
        ReminderFactory(booking=another, state="failed")
    assert asked() == few <= 15


def test_the_example_says_what_this_person_would_read(person):
    assert wording.example(person) == TOMORROW


def test_a_hub_elsewhere_sees_no_reminders_of_this_one(client, canary):
    other = UserFactory(role="hub_worker", teams=[HubFactory().team])
    client.force_login(other)
    assert b"Quillfeather" not in client.get("/reminders/").content
