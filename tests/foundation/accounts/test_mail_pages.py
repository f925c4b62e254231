"""Mail that could not be sent, as an administrator sees and mends it."""

import pytest
from django.core import mail
from django.utils import timezone

from foundation.accounts import actions
from foundation.accounts.access import NotYou
from foundation.accounts.querysets import FAILURE_IS_NEWS
from foundation.accounts.roles import Role
from tests.factories.accounts import OutgoingMailFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = UserFactory(role=Role.ADMINISTRATOR)
    client.force_login(user)
    return user


@pytest.fixture
def failed():
    return OutgoingMailFactory(
        state="failed", tries=6, last_error="SMTPRecipientsRefused", user__name="Dana Whitlock",
        subject="Referral R-2026-00417: the hub has decided", kind="referral_accepted",
    )  # fmt: skip


def page(client):
    return " ".join(client.get("/mail/").content.decode().split())


def test_nobody_else_sends_a_mail_again(failed):
    for role in set(Role.values) - {Role.ADMINISTRATOR}:
        with pytest.raises(NotYou):
            actions.send_again([failed], by=UserFactory(role=role))


@pytest.mark.parametrize("state", ["sent", "held", "dropped", "queued"])
def test_a_mail_without_trouble_is_neither_shown_nor_sent_again(client, administrator, state):
    fine = OutgoingMailFactory(state=state, user__name="Dana Whitlock")
    assert "Dana Whitlock" not in page(client)
    assert client.post(f"/mail/{fine.pk}/again/").status_code == 404
    assert not mail.outbox


def test_it_shows_whom_it_was_for_and_why_it_failed_and_not_what_it_says(client, administrator, failed):
    shown = page(client)
    for words in ("Dana Whitlock", failed.user.email, "Referral accepted", "SMTPRecipientsRefused", ">6<"):
        assert words in shown
    assert "R-2026-00417" not in shown
    assert failed.text not in shown


def test_a_mail_to_no_user_is_shown_by_who_that_is_and_never_by_the_address(client, administrator):
    waiting = OutgoingMailFactory(user=None, address="kofi@example.com", addressee="Writer of an enquiry", tries=1,
                                  last_error="TimeoutError")  # fmt: skip
    shown = page(client)
    assert "Writer of an enquiry" in shown
    assert "kofi@example.com" not in shown
    answer = client.post(f"/mail/{waiting.pk}/again/", follow=True).content.decode()
    assert "The mail to Writer of an enquiry was sent." in answer
    assert "kofi@example.com" not in answer


def test_one_that_was_given_up_has_no_address_to_be_sent_to_again(client, administrator, time_machine):
    given_up = OutgoingMailFactory(user=None, addressee="Writer of an enquiry", state="failed", tries=6,
                                   last_error="TimeoutError")  # fmt: skip
    assert "Cannot be sent: the address was not kept" in page(client)
    assert client.post(f"/mail/{given_up.pk}/again/").status_code == 404
    assert "0 mails go out again" in client.post("/mail/again/", follow=True).content.decode()
    given_up.refresh_from_db()
    assert given_up.state == "failed"
    time_machine.move_to(timezone.now() + FAILURE_IS_NEWS)
    client.force_login(administrator)
    assert "Writer of an enquiry" not in page(client)


def test_every_page_of_an_administrator_says_how_many_and_of_nobody_else(client, administrator, failed):
    assert 'Mail <span class="tg-count">1</span>' in client.get("/").content.decode()
    client.force_login(UserFactory(role=Role.DATA_STEWARD))
    assert 'href="/mail/"' not in client.get("/").content.decode()


def test_an_empty_page_says_that_all_is_well(client, administrator):
    assert "Every mail was sent." in page(client)


def test_sending_again_sends_at_once_and_says_so(client, administrator, failed):
    answer = client.post(f"/mail/{failed.pk}/again/", follow=True).content.decode()
    assert "The mail to Dana Whitlock was sent." in answer
    assert len(mail.outbox) == 1
    failed.refresh_from_db()
    assert (failed.state, failed.tries) == ("sent", 1)


def test_when_the_relay_is_still_closed_it_says_so_and_the_tries_begin_afresh(
    client, administrator, failed, settings
):
    settings.EMAIL_BACKEND = "tests.relays.Closed"
    answer = client.post(f"/mail/{failed.pk}/again/", follow=True).content.decode()
    assert "has not gone out" in answer
    failed.refresh_from_db()
    assert (failed.state, failed.tries) == ("queued", 1)


def test_all_of_them_wait_for_the_next_run(client, administrator, failed):
    OutgoingMailFactory(state="failed", tries=6, last_error="TimeoutError")
    OutgoingMailFactory(state="sent")
    answer = client.post("/mail/again/", follow=True).content.decode()
    assert "2 mails go out again with the next run" in answer
    assert not mail.outbox
