"""The daily mail."""

import pytest
from django.core import mail
from django.core.management import call_command

from foundation.accounts import actions, digests, notices
from foundation.accounts.models import OutgoingMail
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


class Arrived(notices.Message):
    kind = "arrived"
    mail_subject = "New referral {reference}"
    mail_text = "Referral {reference} is in your hub's queue."


@pytest.fixture
def daily():
    return UserFactory(told_by_mail="daily")


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    def sent():
        with django_capture_on_commit_callbacks(execute=True):
            return digests.send_digests()

    return sent


def tell(user, *references):
    for reference in references:
        notices.tell(Arrived(text="Kofi Larkfield was referred", url="/", reference=reference), [user])


def states():
    return sorted(OutgoingMail.objects.exclude(kind=digests.KIND).values_list("state", flat=True))


def test_nothing_waiting_is_no_mail(send, daily):
    assert send() == 0
    assert not mail.outbox


def test_one_mail_lists_references_and_links_and_names_nobody(send, daily):
    tell(daily, "R-2026-00001", "R-2026-00002")
    assert send() == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([daily.email], "Throughgate: 2 new notices")
    for notice, reference in zip(daily.notices.order_by("pk"), ["R-2026-00001", "R-2026-00002"], strict=True):
        line = f"- New referral {reference}\n  http://127.0.0.1:8000/notices/{notice.pk}/"
        assert line in sent.body
    assert "Larkfield" not in sent.subject + sent.body
    assert states() == ["gathered", "gathered"]


def test_a_second_run_on_one_day_waits_until_the_next(send, daily, time_machine):
    time_machine.move_to("2026-10-25 08:00 +0000")  # the night before, the clocks went back
    tell(daily, "R-2026-00001")
    assert send() == 1
    tell(daily, "R-2026-00002")
    time_machine.move_to("2026-10-25 23:30 +0000")
    assert send() == 0
    time_machine.move_to("2026-10-26 00:30 +0000")
    assert send() == 1
    assert "R-2026-00002" in mail.outbox[1].body
    assert "R-2026-00001" not in mail.outbox[1].body


def test_what_was_read_meanwhile_is_left_out(send, daily):
    tell(daily, "R-2026-00001", "R-2026-00002")
    actions.read_notice(daily.notices.first())
    assert send() == 1
    assert mail.outbox[0].subject == "Throughgate: 1 new notice"
    assert states() == ["dropped", "gathered"]


def test_everything_read_is_no_mail(send, daily):
    tell(daily, "R-2026-00001")
    actions.read_all_notices(by=daily)
    assert send() == 0
    assert states() == ["dropped"]


@pytest.mark.parametrize("change", [{"told_by_mail": "none"}, {"is_active": False}])
def test_nobody_is_written_to_who_wants_no_mail_any_more_or_has_left(send, daily, change):
    tell(daily, "R-2026-00001")
    type(daily).objects.filter(pk=daily.pk).update(**change)
    assert send() == 0
    assert states() == ["dropped"]


def test_who_wants_each_mail_from_now_on_still_gets_what_waited(send, daily):
    tell(daily, "R-2026-00001")
    actions.choose_how_told(by=daily, told_by_mail="each")
    assert send() == 1


def test_a_relay_that_is_closed_loses_no_daily_mail(send, daily, settings):
    settings.EMAIL_BACKEND = "tests.relays.Closed"
    tell(daily, "R-2026-00001")
    assert send() == 1
    assert OutgoingMail.objects.get(kind=digests.KIND).state == "queued"
    assert states() == ["gathered"]


def test_the_command_says_how_many(daily, capsys):
    tell(daily, "R-2026-00001")
    call_command("send_digests")
    assert capsys.readouterr().out == "1 daily mails written.\n"
