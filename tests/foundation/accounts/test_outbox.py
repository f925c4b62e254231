"""Mails that wait: refused by the relay, tried again, given up."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction

from foundation.accounts import outbox
from foundation.accounts.models import OutgoingMail
from tests.factories.accounts import OutgoingMailFactory, UserFactory
from tests.relays import REFUSED

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def again(sent):
    return OutgoingMail.objects.get(pk=sent.pk)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "elsewhere"},
        {"state": "queued", "next_try_at": None},
        {"state": "sent", "settled_at": None},
        {"state": "gathered", "digest": None},
        {"state": "queued", "user": None},
        {"state": "queued", "addressee": "Writer of an enquiry"},
        {"state": "queued", "address": "kofi@example.com"},
        {"state": "failed", "user": None, "addressee": "Writer", "address": "kofi@example.com"},
    ],
    ids=str,
)
def test_a_mail_that_contradicts_itself_is_refused_by_the_database(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMailFactory(**wrong)


def test_a_closed_relay_leaves_every_mail_to_be_tried_in_five_minutes(settings, time_machine):
    time_machine.move_to("2026-06-03 09:00 +0100", tick=False)
    settings.EMAIL_BACKEND = "tests.relays.Closed"
    waiting = OutgoingMailFactory.create_batch(2)
    assert outbox.send_waiting() == {"queued": 2}
    assert outbox.send_waiting() == {}
    first = again(waiting[0])
    assert (first.tries, first.last_error, first.claim) == (1, "ConnectionRefusedError", None)
    time_machine.shift(4 * MINUTE)
    assert outbox.send_waiting() == {}
    time_machine.shift(1 * MINUTE)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert outbox.send_waiting() == {"sent": 2}
    assert len(mail.outbox) == 2


def to_an_address(address, **more):
    return OutgoingMailFactory(user=None, address=address, addressee="Writer of an enquiry", **more)


def test_an_address_of_no_user_is_kept_while_it_is_tried_and_forgotten_when_given_up(settings, time_machine):
    time_machine.move_to("2026-06-03 09:00 +0100", tick=False)
    settings.EMAIL_BACKEND = "tests.relays.Choosy"
    written = to_an_address(REFUSED)
    for wait in outbox.WAITS:
        assert outbox.send_waiting() == {"queued": 1}
        assert again(written).address == REFUSED
        time_machine.shift(wait)
    assert outbox.send_waiting() == {"failed": 1}
    assert (again(written).address, again(written).last_error) == ("", "SMTPRecipientsRefused")


def test_an_address_of_no_user_is_forgotten_when_the_mail_is_sent():
    written = to_an_address("kofi@example.com")
    assert outbox.send_waiting() == {"sent": 1}
    assert mail.outbox[0].to == ["kofi@example.com"]
    assert (again(written).state, again(written).address) == ("sent", "")


def test_one_address_that_is_refused_holds_up_nobody_else(settings):
    settings.EMAIL_BACKEND = "tests.relays.Choosy"
    gone, other = OutgoingMailFactory(user=UserFactory(email=REFUSED)), OutgoingMailFactory()
    outbox.send_waiting()
    assert (again(gone).state, again(other).state) == ("queued", "sent")
    assert again(gone).last_error == "SMTPRecipientsRefused"


def test_after_six_tries_it_is_given_up(settings, time_machine):
    time_machine.move_to("2026-06-03 09:00 +0100", tick=False)
    settings.EMAIL_BACKEND = "tests.relays.Closed"
    waiting = OutgoingMailFactory()
    for _ in range(5):
        assert outbox.send_waiting() == {"queued": 1}
        time_machine.move_to(again(waiting).next_try_at, tick=False)
    assert outbox.send_waiting() == {"failed": 1}
    given_up = again(waiting)
    assert (given_up.tries, given_up.next_try_at) == (6, None)
    assert given_up.settled_at
    assert outbox.send_waiting() == {}


def test_of_an_error_neither_its_words_nor_the_address_are_kept(settings, caplog):
    settings.EMAIL_BACKEND = "tests.relays.Choosy"
    outbox.send([OutgoingMailFactory(user=UserFactory(email=REFUSED)).pk])
    kept = " ".join(str(value) for value in OutgoingMail.objects.values_list("last_error", "text").get())
    assert REFUSED not in kept + caplog.text
    assert "No such user" not in kept + caplog.text


def test_nothing_is_sent_to_somebody_who_has_left():
    left = OutgoingMailFactory(user__is_active=False)
    assert outbox.send_waiting() == {"dropped": 1}
    assert again(left).settled_at
    assert not mail.outbox


def test_a_mail_that_another_run_is_sending_is_left_to_it_until_its_claim_has_run_out(time_machine):
    time_machine.move_to("2026-06-03 09:00 +0100", tick=False)
    waiting = OutgoingMailFactory()
    assert [each.pk for each in outbox._claim([waiting.pk])] == [waiting.pk]
    assert outbox.send([waiting.pk]) == {}
    time_machine.shift(outbox.CLAIM_HOLDS)
    assert outbox.send([waiting.pk]) == {"sent": 1}


def test_a_run_that_took_too_long_does_not_overwrite_its_successor(time_machine):
    time_machine.move_to("2026-06-03 09:00 +0100", tick=False)
    waiting = OutgoingMailFactory()
    (slow,) = outbox._claim([waiting.pk])
    time_machine.shift(outbox.CLAIM_HOLDS)
    outbox.send([waiting.pk])
    outbox._failed(slow, TimeoutError())
    assert again(waiting).state == "sent"


def test_the_queue_is_emptied_batch_by_batch_and_the_command_says_so(capsys):
    OutgoingMailFactory.create_batch(outbox.BATCH + 1)
    call_command("send_mail_queue")
    assert capsys.readouterr().out == "21 sent, 0 to be tried again, 0 given up, 0 no longer needed.\n"
    call_command("send_mail_queue")
    assert len(mail.outbox) == 21
